import OrderLifecycle
import StrictJSON
import WeChatPay

/// The JSON that a merchant writes for a create.
enum MerchantBody {
    /// The order's number in the JSON of a create.
    ///
    /// - Throws: ``Failure`` if there is none; the rest is for the adapter to judge.
    static func order(in json: [UInt8]) throws -> OutOrderNumber {
        let value: JSONValue
        do { value = try JSONValue.read(json, limit: WeChatPayLimits.requestBytes) } catch {
            throw Failure(.badInput, "json_invalid", error.description)
        }
        guard let text = value["out_order_no"]?.text else {
            throw Failure(
                .badInput, "request_invalid",
                "/out_order_no: a text with the order's number is required")
        }
        return try OutOrderNumber(text)
    }
}
