/// A JSON value, read so strictly that no second parser can understand the text differently.
///
/// Numbers keep the form in which they were written, and the members of an object their order;
/// what a number means is decided by whoever knows the field.
package enum StrictJSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number, as it stands in the text.
    case number(String)
    case string(String)
    case array([StrictJSON])
    case object([Member])

    /// A member of an object.
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: StrictJSON

        package init(_ name: String, _ value: StrictJSON) {
            self.name = name
            self.value = value
        }
    }
}

extension StrictJSON {
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

    /// The member of that name, if the value is an object that has one.
    package subscript(name: String) -> StrictJSON? {
        members?.first { $0.name.isIdentical(to: name) }?.value
    }

    /// The value, unless it says nothing: null, an empty text, or a list or an object in which
    /// nothing is said.
    ///
    /// WeChat returns `""`, `{}` and `[]` where other services leave a member out.
    package var unlessEmpty: StrictJSON? {
        switch self {
        case .null: nil
        case .string(let text): text.isEmpty ? nil : self
        case .array(let elements): elements.allSatisfy { $0.unlessEmpty == nil } ? nil : self
        case .object(let members): members.allSatisfy { $0.value.unlessEmpty == nil } ? nil : self
        case .bool, .number: self
        }
    }

    /// Reads a whole number as amounts are written: digits without sign, fraction, exponent or
    /// leading zero, twelve at most.
    package static func wholeNumber(_ lexeme: String) -> Int64? {
        let digits = lexeme.utf8
        guard (1...12).contains(digits.count), digits.allSatisfy(WireText.isDigit) else {
            return nil
        }
        guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        return Int64(lexeme)
    }
}

extension String {
    /// Tells whether two texts are the same bytes; `==` also accepts other spellings of a text.
    func isIdentical(to other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        // Where both lie in memory as they are, they are compared there.
        let compared = utf8.withContiguousStorageIfAvailable { mine in
            other.utf8.withContiguousStorageIfAvailable { mine.elementsEqual($0) }
        }
        return (compared ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
