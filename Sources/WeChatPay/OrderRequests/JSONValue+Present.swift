import OrderLifecycle
import StrictJSON

extension JSONValue {
    /// An object of those members that have a value.
    static func object(ofPresent members: [(name: String, value: JSONValue?)]) -> JSONValue {
        .object(members.compactMap { member in member.value.map { Member(member.name, $0) } })
    }

    /// An entry of WeChat's `post_payments` or `post_discounts`.
    static func charge(
        _ name: String?, _ amount: Amount?, details: String?, count: Int?
    ) -> JSONValue {
        object(ofPresent: [
            ("name", name.map(JSONValue.string)), ("amount", amount.map { .number($0.fen) }),
            ("description", details.map(JSONValue.string)),
            ("count", count.map { .number($0) }),
        ])
    }

    /// A list, or nothing where it would be empty.
    static func list(_ elements: [JSONValue]) -> JSONValue? {
        elements.isEmpty ? nil : .array(elements)
    }
}
