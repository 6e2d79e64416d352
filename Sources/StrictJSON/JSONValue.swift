/// A JSON value (RFC 8259).
///
/// Numbers keep the form in which they were written, and the members of an object their order;
/// what a number means is decided by whoever knows the field.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number, as it stands in the text.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// A member of an object.
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }
}

extension JSONValue {
    /// The members, if the value is an object.
    package var members: [Member]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The text, if the value is a string.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number, if the value is a number in the form that ``wholeNumber(_:)`` accepts.
    package var wholeNumber: Int64? {
        guard case .number(let lexeme) = self else { return nil }
        return Self.wholeNumber(lexeme)
    }

    /// The member of that name, if the value is an object that has one.
    package subscript(name: String) -> JSONValue? {
        members?.first { $0.name.isIdentical(to: name) }?.value
    }

    /// Reads a whole number in its plainest form: digits without sign, fraction, exponent or
    /// leading zero, fifteen at most, which every reader of JSON keeps exactly.
    package static func wholeNumber(_ lexeme: String) -> Int64? {
        let digits = lexeme.utf8
        guard (1...15).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        return Int64(lexeme)
    }
}
