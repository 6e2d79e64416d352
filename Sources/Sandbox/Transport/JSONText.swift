import Foundation

/// Writes values as WeChat does: members in alphabetical order, no blanks, slashes as they are.
enum JSONText {
    /// Encodes a value of ours.
    ///
    /// - Throws: `EncodingError`, which no value of this module causes; the caller turns it into an
    ///   answer all the same, because a trap would take the whole sandbox down.
    static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }
}
