import OrderJournal
import OrderLifecycle
package import StrictJSON

/// Reads an order object of WeChat's.
///
/// Unknown members are passed over, and what is empty counts as absent. What is there but not
/// understood never vanishes: it becomes a word that no rule knows, or a malformed amount, so that
/// whoever judges the snapshot finds it indeterminate.
package enum SnapshotReader {
    /// Stands for a member that should be a text and is something else.
    static let notText = "<not a string>"
    /// Stands for a member that should be an object and is something else.
    static let notObject = "<not an object>"

    /// Reads an order object.
    ///
    /// - Throws: ``ParsedOrderProblem`` if the value is no object, an identifier breaks its rule,
    ///   or a partner made the order for another merchant: what is another's, or cannot be told
    ///   whose it is, says nothing.
    package static func read(_ value: JSONValue) throws(ParsedOrderProblem) -> ParsedOrder {
        guard case .object = value else {
            throw ParsedOrderProblem(pointer: "", explanation: "is not an object")
        }
        guard value["sub_mchid"]?.unlessEmpty == nil else {
            throw ParsedOrderProblem(
                pointer: "/sub_mchid",
                explanation: "is there: a partner made the order for another merchant")
        }
        return ParsedOrder(
            order: try identifier("out_order_no", in: value, OutOrderNumber.init(_:)),
            snapshot: OrderSnapshot(
                state: word("state", in: value),
                stateDescription: word("state_description", in: value),
                collection: collection(value["collection"]),
                riskFund: riskFund(value["risk_fund"]),
                totalAmount: amount("total_amount", in: value, acceptsText: true),
                needCollection: flag("need_collection", in: value)),
            identity: OrderIdentity(
                merchantID: try identifier("mchid", in: value, MerchantID.init(_:)),
                appID: try identifier("appid", in: value, AppID.init(_:)),
                serviceID: try identifier("service_id", in: value, ServiceID.init(_:)),
                orderID: try identifier("order_id", in: value, OrderID.init(_:))),
            package: value["package"]?.text.flatMap { $0.isEmpty ? nil : $0 },
            excerpt: EvidenceExcerpt.ofOrder(value))
    }

    private static func identifier<Value>(
        _ name: String, in object: JSONValue,
        _ make: (String) throws(InvalidValue) -> Value
    ) throws(ParsedOrderProblem) -> Value? {
        guard let value = object[name]?.unlessEmpty else { return nil }
        guard let text = value.text else {
            throw ParsedOrderProblem(pointer: "/\(name)", explanation: "is not a text")
        }
        do {
            return try make(text)
        } catch {
            throw ParsedOrderProblem(pointer: "/\(name)", explanation: error.explanation)
        }
    }

    private static func word(_ name: String, in object: JSONValue) -> String? {
        guard let value = object[name]?.unlessEmpty else { return nil }
        return value.text ?? notText
    }

    private static func flag(_ name: String, in object: JSONValue) -> Bool? {
        guard case .bool(let flag)? = object[name] else { return nil }
        return flag
    }

    private static func amount(
        _ name: String, in object: JSONValue, acceptsText: Bool = false
    ) -> WireAmount {
        switch object[name]?.unlessEmpty {
        case .none: return .absent
        case .number(let lexeme)?:
            return JSONValue.wholeNumber(lexeme).map(WireAmount.fen) ?? .malformed
        case .string(let text)? where acceptsText:
            return JSONValue.wholeNumber(text).map(WireAmount.fen) ?? .malformed
        case .null?, .bool?, .string?, .array?, .object?: return .malformed
        }
    }

    private static func riskFund(_ value: JSONValue?) -> WireAmount {
        guard let value = value?.unlessEmpty else { return .absent }
        guard case .object = value else { return .malformed }
        return amount("amount", in: value)
    }

    private static func collection(_ value: JSONValue?) -> CollectionSnapshot? {
        guard let value = value?.unlessEmpty else { return nil }
        guard case .object = value else { return CollectionSnapshot(state: notObject) }
        return CollectionSnapshot(
            state: word("state", in: value),
            totalAmount: amount("total_amount", in: value),
            payingAmount: amount("paying_amount", in: value),
            paidAmount: amount("paid_amount", in: value),
            paidTypes: paidTypes(value["details"]),
            transactionIDs: transactionIDs(value["details"]))
    }

    /// One word for each receipt in which anything is said.
    private static func paidTypes(_ value: JSONValue?) -> [String] {
        switch value?.unlessEmpty {
        case .none: []
        case .array(let details)?:
            details.compactMap(\.unlessEmpty).map { detail in
                guard case .object = detail else { return notObject }
                return word("paid_type", in: detail) ?? notText
            }
        case .null?, .bool?, .number?, .string?, .object?: [notObject]
        }
    }

    /// The numbers of the payments that receipts name, as many as a record has room for.
    private static func transactionIDs(_ value: JSONValue?) -> [TransactionID] {
        guard case .array(let details)? = value else { return [] }
        return details.compactMap { $0["transaction_id"]?.text.flatMap { try? TransactionID($0) } }
            .prefix(EvidenceExcerpt.detailLimit).map(\.self)
    }
}
