import Crypto
import OrderJournal
import StrictJSON

/// What of a body may be kept: the members that tell an order's state, and nothing that names a
/// customer or a place.
///
/// It is a list of what is kept, so that a member which WeChat adds tomorrow is left out.
enum EvidenceExcerpt {
    /// The most characters of a text that are kept.
    static let textLimit = 128
    /// The most receipts that are kept.
    static let detailLimit = 32

    /// The kept members of an order object, as compact JSON with sorted names.
    static func ofOrder(_ object: JSONValue) -> String {
        var members = scalars(
            [
                "state", "state_description", "total_amount", "need_collection", "order_id",
                "out_order_no",
            ], of: object)
        if let riskFund = object["risk_fund"] {
            let kept = scalars(["amount"], of: riskFund)
            if !kept.isEmpty { members.append(.init("risk_fund", .object(kept))) }
        }
        if let collection = object["collection"] {
            let kept = ofCollection(collection)
            if !kept.isEmpty { members.append(.init("collection", .object(kept))) }
        }
        return text(.object(members))
    }

    /// The code and the message of a refusal.
    static func ofRefusal(code: String, message: String) -> String {
        text(
            .object([
                .init("code", .string(cut(code))), .init("message", .string(cut(message))),
            ]))
    }

    /// SHA-256 of a body; of one that names a customer, without their `openid`.
    ///
    /// All else in such a body is known, so that a digest of the whole would confirm a guess of who
    /// the customer is.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - value: What was read of this very body, where it was read already: to read it again
    ///     took 5 % of opening a notification (benchmark row 14).
    ///   - secret: A text that is left out as well, wherever it stands.
    static func digest(
        _ body: [UInt8], read value: JSONValue? = nil, hiding secret: String? = nil
    ) -> Digest32 {
        let personal = JSONValue.openIDs(in: body, read: value) + [secret ?? ""]
        let rest = personal.filter { !$0.isEmpty }.reduce(body) {
            $0.removing(Array($1.utf8))
        }
        return Digest32(SHA256.hash(data: rest))
    }

    private static func ofCollection(_ collection: JSONValue) -> [JSONValue.Member] {
        var members = scalars(
            ["state", "total_amount", "paying_amount", "paid_amount"], of: collection)
        guard case .array(let details)? = collection["details"] else { return members }
        let kept = details.prefix(detailLimit).map { detail in
            JSONValue.object(
                scalars(["amount", "paid_type", "paid_time", "transaction_id", "seq"], of: detail))
        }
        if !kept.isEmpty { members.append(.init("details", .array(kept))) }
        return members
    }

    private static func scalars(
        _ names: [String], of object: JSONValue
    ) -> [JSONValue.Member] {
        names.compactMap { name in
            switch object[name] {
            case .none, .null?: nil
            case .bool(let flag)?: .init(name, .bool(flag))
            // A part of a number is another number, or none.
            case .number(let lexeme)? where lexeme.utf8.count > textLimit:
                .init(name, .string(cut(lexeme)))
            case .number(let lexeme)?: .init(name, .number(lexeme))
            case .string(let text)?: text.isEmpty ? nil : .init(name, .string(cut(text)))
            case .array?, .object?: .init(name, .string(SnapshotReader.notText))
            }
        }
    }

    private static func cut(_ text: String) -> String {
        // No text has more characters than bytes.
        text.utf8.count <= textLimit
            ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(textLimit)))
    }

    private static func text(_ value: JSONValue) -> String {
        String(decoding: value.canonical, as: UTF8.self)
    }
}
