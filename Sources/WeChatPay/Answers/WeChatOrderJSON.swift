public import OrderJournal
public import OrderLifecycle
import StrictJSON

/// An order as WeChat's JSON shows it, where the merchant's own code fetched that JSON.
///
/// Nothing here is verified: whoever hands the text over vouches for it, and the evidence names no
/// key.
public struct WeChatOrderJSON: Hashable, Sendable {
    /// WeChat's `out_order_no`, if the text says it.
    public let order: OutOrderNumber?
    /// Where the order stands.
    public let snapshot: OrderSnapshot
    /// To whom it belongs.
    public let identity: OrderIdentity
    /// What may be kept of the text.
    public let evidence: Evidence

    /// The most bytes of one text, as of an answer.
    public static let sizeLimit = WeChatPayLimits.standard.answerBytes

    /// Reads one JSON object: a query answer, or the answer to a create, complete or modify.
    ///
    /// Unknown members are passed over; what is not understood makes the snapshot indeterminate.
    ///
    /// - Throws: ``WeChatPayError``: `json_invalid` with the byte at which the text is wrong, or
    ///   `order_invalid` with the member.
    public static func read(_ bytes: [UInt8]) throws(WeChatPayError) -> WeChatOrderJSON {
        let value: JSONValue
        do {
            value = try JSONValue.read(bytes, limit: sizeLimit)
        } catch {
            throw WeChatPayError(.jsonInvalid, "order", error.description)
        }
        do {
            let parsed = try SnapshotReader.read(value)
            return WeChatOrderJSON(
                order: parsed.order, snapshot: parsed.snapshot, identity: parsed.identity,
                evidence: Evidence(
                    excerpt: parsed.excerpt,
                    bodyDigest: EvidenceExcerpt.digest(bytes, read: value).hex))
        } catch {
            throw WeChatPayError(
                .orderInvalid, error.pointer.isEmpty ? "order" : error.pointer, error.explanation)
        }
    }
}
