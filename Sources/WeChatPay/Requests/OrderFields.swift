import OrderEngine
import OrderLifecycle
import StrictJSON

/// The rules of the fields that more than one call has.
///
/// Where WeChat's pages disagree, the wider limit is taken: WeChat decides, and what is refused
/// here is only what it certainly refuses.
struct OrderFields {
    let object: MerchantObject

    /// Checks the items of `post_payments` and returns their sum in fen.
    func payments(_ count: ClosedRange<Int>) throws(RequestProblem) -> Int64 {
        try items("post_payments", count, mayShare: "商品信息")
    }

    /// Checks the items of `post_discounts` and returns their sum in fen.
    func discounts() throws(RequestProblem) -> Int64 {
        try items("post_discounts", 0...30, mayShare: nil)
    }

    /// Checks what the order comes to, payments less discounts, and returns it in fen.
    func total() throws(RequestProblem) -> Amount {
        guard object.value["post_payments"] != nil else {
            throw object.problem("post_payments", "is required")
        }
        let payments = try payments(1...100)
        let discounts = try discounts()
        guard let total = try object.amount("total_amount") else {
            throw object.problem("total_amount", "is required")
        }
        guard total == payments - discounts else {
            throw object.problem(
                "total_amount",
                "is \(total), but the payments less the discounts are \(payments - discounts)")
        }
        guard let amount = try? Amount(fen: total) else {
            throw object.problem("total_amount", "is more than can be collected")
        }
        return amount
    }

    private func items(
        _ list: String, _ count: ClosedRange<Int>, mayShare sharedName: String?
    ) throws(RequestProblem) -> Int64 {
        var names: Set<[UInt8]> = []
        var sum: Int64 = 0
        for item in try object.objects(list, count) ?? [] {
            if let name = try item.text("name", 1...20) {
                let isNew = names.insert(Array(name.utf8)).inserted
                guard isNew || sharedName.map(name.isIdentical) ?? false else {
                    throw item.problem("name", "must not repeat another item's name")
                }
            }
            _ = try item.text("description", 1...30)
            _ = try item.number("count", 1...100)
            sum += try item.amount("amount") ?? 0
        }
        return sum
    }

    /// Checks `time_range`.
    func timeRange(isRequired: Bool) throws(RequestProblem) {
        guard let range = try object.object("time_range") else {
            if isRequired { throw object.problem("time_range", "is required") }
            return
        }
        let start = try range.text("start_time", 1...14)
        if isRequired, start == nil { throw range.problem("start_time", "is required") }
        if let start, !start.isIdentical(to: "OnAccept"), !WireTime.isValid(start) {
            throw range.problem("start_time", "must be \(WireTime.form), or OnAccept")
        }
        let end = try range.text("end_time", 1...14)
        if let end, !WireTime.isValid(end) {
            throw range.problem("end_time", "must be \(WireTime.form)")
        }
        if let start, let end, WireTime.isValid(start), WireTime.isEarlier(end, than: start) {
            throw range.problem("end_time", "must not be earlier than start_time")
        }
        _ = try range.text("start_time_remark", 1...20)
        _ = try range.text("end_time_remark", 1...50)
    }

    /// Checks `location`.
    func location() throws(RequestProblem) {
        guard let location = try object.object("location") else { return }
        _ = try location.text("start_location", 1...50)
        _ = try location.text("end_location", 1...50)
    }

    /// Checks `device`.
    func device() throws(RequestProblem) {
        guard let device = try object.object("device") else { return }
        _ = try device.text("start_device_id", 1...50)
        _ = try device.text("end_device_id", 1...50)
        _ = try device.text("materiel_no", 1...100)
    }
}
