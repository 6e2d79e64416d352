extension JSONValue {
    /// A text, or null where there is none.
    package static func text(_ text: String?) -> JSONValue {
        text.map(JSONValue.string) ?? .null
    }

    /// A whole number, or null where there is none.
    package static func number(_ number: (some BinaryInteger)?) -> JSONValue {
        number.map { .number(String($0)) } ?? .null
    }

    /// The object with these members set, and the others as they are.
    package func setting(_ changes: [Member]) -> JSONValue {
        let kept = (members ?? []).filter { member in
            !changes.contains { $0.name.isIdentical(to: member.name) }
        }
        return .object(kept + changes)
    }

    /// The object with the members of another one set.
    package func with(_ more: JSONValue) -> JSONValue { setting(more.members ?? []) }

    /// The object without a member.
    package func removing(_ name: String) -> JSONValue {
        .object((members ?? []).filter { !$0.name.isIdentical(to: name) })
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0, $1) })
    }

    package init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }

    package init(stringLiteral value: String) {
        self = .string(value)
    }

    package init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    package init(integerLiteral value: Int64) {
        self = .number(value)
    }
}
