import StrictJSON

extension JSONValue {
    /// An object of those members that have a value.
    static func object(ofPresent members: [(name: String, value: JSONValue?)]) -> JSONValue {
        .object(members.compactMap { member in member.value.map { Member(member.name, $0) } })
    }

    /// A list, or nothing where it would be empty.
    static func list(_ elements: [JSONValue]) -> JSONValue? {
        elements.isEmpty ? nil : .array(elements)
    }
}
