import OrderEngine
import OrderJournal
import OrderLifecycle
import WeChatPay

extension ImportedOrder {
    /// Reads a query answer that the merchant's own code fetched.
    ///
    /// - Parameter ours: To whom the orders of this merchant belong.
    /// - Throws: ``Failure``: `json_invalid`, `order_invalid` or `order_foreign`.
    init(queryAnswer bytes: [UInt8], of ours: OrderIdentity) throws(Failure) {
        let seen: WeChatOrderJSON
        do throws(WeChatPayError) { seen = try WeChatOrderJSON.read(bytes) } catch {
            throw Failure(error)
        }
        guard let order = seen.order else {
            throw Failure(
                .badInput, "order_invalid", "/out_order_no: the answer does not say whose it is")
        }
        guard !ours.contradicts(seen.identity) else {
            throw Failure(
                .badInput, "order_foreign",
                "the answer belongs to another mchid, appid or service_id than the configured")
        }
        self.init(
            order, snapshot: seen.snapshot, identity: seen.identity, evidence: seen.evidence)
    }
}
