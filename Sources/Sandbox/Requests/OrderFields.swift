import Foundation

/// How the parts of an order that several calls have in common are read from a body.
extension BodyFields {
    /// The item name that may stand more than once in an order.
    private static let repeatableName = "商品信息"

    /// Reads `appid` and `service_id` and checks that they are the merchant's.
    func merchantReferences(
        of merchant: Merchant
    ) throws(SandboxRefusal) -> (appID: String, serviceID: String) {
        let appID = try requiredText("appid", upTo: 32)
        let serviceID = try requiredText("service_id", upTo: 32)
        try merchant.requireOwn(appID: appID, serviceID: serviceID)
        return (appID, serviceID)
    }

    /// Reads `out_order_no` of an order that is to be made.
    func outOrderNumber() throws(SandboxRefusal) -> String {
        let number = try requiredText("out_order_no", upTo: SandboxOutOrderNumber.maxLength)
        guard SandboxOutOrderNumber.isValid(number) else {
            throw .parameter("/out_order_no", "只能包含数字、字母及_-|*")
        }
        return number
    }

    /// Reads `notify_url`; `nil` if there is none.
    func notifyURL() throws(SandboxRefusal) -> String? {
        guard let text = try text("notify_url", upTo: 255) else { return nil }
        // A receiver on this machine needs no certificate.
        guard text.hasPrefix("https://") || LoopbackURL.isLoopback(text), !text.contains("?"),
            !text.contains("#"), let host = URLComponents(string: text)?.host, !host.isEmpty
        else { throw .parameter("/notify_url", "应为https地址,且不能携带查询串") }
        return text
    }

    /// Reads a `notify_url` that must be there.
    func requiredNotifyURL() throws(SandboxRefusal) -> String {
        guard let url = try notifyURL() else { throw .parameter("/notify_url", "必填") }
        return url
    }

    /// Refuses an order number in the body of a request that has it in the path.
    func refuseOrderNumber() throws(SandboxRefusal) {
        guard has("out_order_no") else { return }
        throw .parameter("/out_order_no", "与“/uri_template/out_order_no”映射冲突")
    }

    /// Reads `post_payments` or `post_discounts`; `nil` if there is no such list.
    func items(_ name: String, upTo limit: Int) throws(SandboxRefusal) -> [OrderItem]? {
        guard let entries = try list(name, upTo: limit) else { return nil }
        var items: [OrderItem] = []
        var names: Set<String> = []
        for entry in entries {
            let item = OrderItem(
                name: try entry.text("name", upTo: 20),
                amount: try entry.number("amount"),
                description: try entry.text("description", upTo: 30),
                count: try entry.number("count", atLeast: 1))
            if let count = item.count, count > 100 {
                throw .parameter(entry.place(of: "count"), "应为1至100")
            }
            if let name = item.name, name != Self.repeatableName, !names.insert(name).inserted {
                throw .parameter(entry.place(of: "name"), "名称重复")
            }
            items.append(item)
        }
        return items
    }

    /// Reads `post_payments`, whose entries have a name on the newest pages.
    func payments() throws(SandboxRefusal) -> [OrderItem]? {
        let items = try items("post_payments", upTo: 100)
        for (index, item) in (items ?? []).enumerated() where item.name == nil {
            throw .parameter("/post_payments/\(index)/name", "必填")
        }
        return items
    }

    /// Reads `post_discounts`.
    func discounts() throws(SandboxRefusal) -> [OrderItem]? {
        try items("post_discounts", upTo: 30)
    }

    /// Reads what an order is charged with: `post_payments`, which must not be empty,
    /// `post_discounts`, and `total_amount`, which must be their difference.
    func charge() throws(SandboxRefusal) -> (
        payments: [OrderItem], discounts: [OrderItem], total: Int
    ) {
        guard let payments = try payments(), !payments.isEmpty else {
            throw .parameter("/post_payments", "必填,1至100项")
        }
        let discounts = try discounts() ?? []
        let total = try requiredNumber("total_amount")
        // At most 130 numbers of fifteen digits: the sums cannot overflow.
        func sum(_ items: [OrderItem]) -> Int { items.reduce(0) { $0 + ($1.amount ?? 0) } }
        guard total == sum(payments) - sum(discounts) else {
            throw .parameterRule("最终总金额计算非法")
        }
        return (payments, discounts, total)
    }

    /// Reads `time_range`; `nil` if there is none.
    func timeRange() throws(SandboxRefusal) -> TimeRange? {
        guard let range = try object("time_range") else { return nil }
        let start = try range.text("start_time", upTo: 14)
        let end = try range.text("end_time", upTo: 14)
        if let start, start != TimeRange.onAcceptance, !WeChatTime.isDayOrSecond(start) {
            throw .parameter(
                range.place(of: "start_time"), "应为yyyyMMddHHmmss、yyyyMMdd或OnAccept")
        }
        if let end, !WeChatTime.isDayOrSecond(end) {
            throw .parameter(range.place(of: "end_time"), "应为yyyyMMddHHmmss或yyyyMMdd")
        }
        return TimeRange(
            startTime: start,
            startTimeRemark: try range.text("start_time_remark", upTo: 20),
            endTime: end,
            endTimeRemark: try range.text("end_time_remark", upTo: 20))
    }

    /// Reads `location`; an absent one has no members.
    func location() throws(SandboxRefusal) -> Location {
        let location = try object("location")
        return Location(
            startLocation: try location?.text("start_location", upTo: 20),
            endLocation: try location?.text("end_location", upTo: 20))
    }

    /// Reads `device`; `nil` if there is none.
    func device() throws(SandboxRefusal) -> Device? {
        guard let device = try object("device") else { return nil }
        return Device(
            startDeviceID: try device.text("start_device_id", upTo: 50),
            endDeviceID: try device.text("end_device_id", upTo: 50),
            materielNumber: try device.text("materiel_no", upTo: 100))
    }
}

extension TimeRange {
    /// The start that means: when the customer confirms.
    static let onAcceptance = "OnAccept"
}
