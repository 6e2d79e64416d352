import OrderEngine
import OrderLifecycle
import StrictJSON

/// The rules of the fields that more than one call has.
///
/// Where WeChat's pages disagree, the wider limit is taken, and a rule that a sample of WeChat's
/// own breaks is no rule here: WeChat decides, and what is refused here is only what it certainly
/// refuses.
struct OrderFields {
    let object: MerchantObject

    /// Checks the items of `post_payments` and returns their sum in fen; `nil` if an amount breaks
    /// its rule.
    @discardableResult
    func payments(_ count: ClosedRange<Int>) -> Int64? {
        items("post_payments", count)
    }

    /// Checks the items of `post_discounts` and returns their sum in fen; `nil` if an amount breaks
    /// its rule.
    @discardableResult
    func discounts() -> Int64? {
        items("post_discounts", 0...30)
    }

    /// Checks what the order comes to, payments less discounts, and returns it.
    func total() -> Amount? {
        let payments = object.requires("post_payments") ? payments(1...100) : nil
        let discounts = discounts()
        guard object.requires("total_amount"), let total = object.amount("total_amount")
        else { return nil }
        if let payments, let discounts, total != payments - discounts {
            object.note(
                "total_amount",
                "is \(total), but the payments less the discounts are \(payments - discounts)")
        }
        return try? Amount(fen: total)
    }

    /// Not checked is that no two items bear one name: the pages forbid it, and WeChat's own sample
    /// of create and complete in one does it.
    private func items(_ list: String, _ count: ClosedRange<Int>) -> Int64? {
        guard object.value[list] != nil else { return 0 }
        guard let items = object.objects(list, count) else { return nil }
        var sum: Int64? = 0
        for item in items {
            _ = item.text("name", 1...20)
            _ = item.text("description", 1...30)
            _ = item.number("count", 1...100)
            let amount = item.value["amount"] == nil ? 0 : item.amount("amount")
            sum = sum.flatMap { sum in amount.map { sum + $0 } }
        }
        return sum
    }

    /// How much of `time_range` must be there.
    enum TimeRangeRule: Hashable, Sendable {
        case optional
        case startRequired
        case bothRequired
    }

    /// Checks `time_range`.
    func timeRange(_ rule: TimeRangeRule) {
        if rule != .optional, !object.requires("time_range") { return }
        guard let range = object.object("time_range") else { return }
        if rule != .optional { _ = range.requires("start_time") }
        if rule == .bothRequired { _ = range.requires("end_time") }
        let start = range.text("start_time", 1...14)
        if let start, !start.isIdentical(to: WireTime.onAccept), !WireTime.isValid(start) {
            range.note("start_time", "must be \(WireTime.form), or \(WireTime.onAccept)")
        }
        let end = range.text("end_time", 1...14)
        if let end, !WireTime.isValid(end) {
            range.note("end_time", "must be \(WireTime.form)")
        } else if let start, let end, WireTime.isValid(start),
            WireTime.isEarlier(end, than: start)
        {
            range.note(
                "end_time", "must not be earlier than start_time; both are \(WireTime.zone)")
        }
        _ = range.text("start_time_remark", 1...20)
        _ = range.text("end_time_remark", 1...50)
    }

    /// Checks `location`.
    func location() {
        guard let location = object.object("location") else { return }
        _ = location.text("start_location", 1...50)
        _ = location.text("end_location", 1...50)
    }

    /// Checks `device`.
    func device() {
        guard let device = object.object("device") else { return }
        _ = device.text("start_device_id", 1...50)
        _ = device.text("end_device_id", 1...50)
        _ = device.text("materiel_no", 1...100)
    }

    /// Checks `profit_sharing` and `goods_tag`, which go with what completes an order.
    func settlement() {
        _ = object.flag("profit_sharing")
        _ = object.text("goods_tag", 1...32)
    }

    /// Checks what names the new order, tells the customer of it and is echoed: `out_order_no`,
    /// `service_introduction` and `attach`.
    func introduction() {
        _ = object.requires("out_order_no")
        _ = object.requiredText("service_introduction", 1...20)
        _ = object.text("attach", 1...256)
    }

    /// Checks `notify_url`.
    func notifyURL(isRequired: Bool) {
        if isRequired, !object.requires("notify_url") { return }
        guard let url = object.text("notify_url", 1...255) else { return }
        if let problem = NotifyURL.problem(url) { object.note("notify_url", problem) }
    }
}
