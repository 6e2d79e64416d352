import Foundation

/// The lines of a proof: its origin, two numbers, then digests in base64, each line ended by a
/// line feed.
struct ProofText {
    let origin: String
    let numbers: (Int64, Int64)
    let digests: [Digest32]

    /// More than any two sizes can need.
    static let digestLimit = 128

    var text: String {
        let lines = [origin, String(numbers.0), String(numbers.1)]
        return (lines + digests.map { Data($0.bytes).base64EncodedString() })
            .map { $0 + "\n" }.joined()
    }

    init(_ origin: String, _ first: Int64, _ second: Int64, _ digests: [Digest32]) {
        self.origin = origin
        numbers = (first, second)
        self.digests = digests
    }

    /// Reads lines that are exactly as they would be written, or returns `nil`.
    init?(reading text: String, origin: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 64 * (Self.digestLimit + 3), bytes.last == 0x0A else { return nil }
        let lines = bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count >= 3, lines.count <= 3 + Self.digestLimit, lines[0] == origin,
            let first = Int64(lines[1]), let second = Int64(lines[2]), first >= 0, second >= 0
        else { return nil }
        let digests = lines.dropFirst(3).compactMap { line in
            Data(base64Encoded: line).flatMap { Digest32(bytes: $0) }
        }
        self.init(origin, first, second, digests)
        guard self.text.utf8.elementsEqual(bytes) else { return nil }
    }
}
