import StrictJSON

extension JSONValue {
    /// The value, unless it says nothing: null, an empty text, or a list or an object in which
    /// nothing is said.
    ///
    /// WeChat returns `""`, `{}` and `[]` where other services leave a member out.
    var unlessEmpty: JSONValue? {
        switch self {
        case .null: nil
        case .string(let text): text.isEmpty ? nil : self
        case .array(let elements): elements.allSatisfy { $0.unlessEmpty == nil } ? nil : self
        case .object(let members): members.allSatisfy { $0.value.unlessEmpty == nil } ? nil : self
        case .bool, .number: self
        }
    }
}
