/// Why a text is not the JSON that is accepted here, and where.
package struct JSONProblem: Error, Hashable, Sendable {
    package let kind: Kind
    /// The offset of the first byte that is wrong.
    package let offset: Int

    package init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case tooLarge = "is larger than what is read"
        case byteOrderMark = "begins with a byte-order mark"
        case ended = "ends too early"
        case unexpected = "has an unexpected character"
        case surplus = "goes on after the value"
        case tooDeep = "is nested too deeply"
        case duplicateName = "names a member twice"
        case controlCharacter = "has a bare control character in a text"
        case badEscape = "has a malformed escape"
        case loneSurrogate = "has half of a surrogate pair"
        case invalidUTF8 = "is not UTF-8"
        case badNumber = "has a malformed number"
    }
}

extension JSONProblem: CustomStringConvertible {
    package var description: String { "the JSON \(kind.rawValue) at byte \(offset)" }
}
