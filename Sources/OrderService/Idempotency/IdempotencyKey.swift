import HTTPTypes
import OrderJournal
import OrderLifecycle

/// The key that a request brings so that it is obeyed once, however often it arrives.
struct IdempotencyKey: Hashable, Sendable {
    /// The digest of whose key it is, of what it is about, and of the key.
    let digest: Digest32
    /// The digest of method, path and body.
    let request: Digest32

    private static let header = "Idempotency-Key"
    private static let lengths = 1...255
    private static let visible: ClosedRange<UInt8> = 0x21...0x7E

    /// Reads the key of a request; `nil` if it brings none.
    init?(of exchange: Exchange) throws(ServiceProblem) {
        let given = HTTPField.Name(Self.header).map { exchange.headers[values: $0] } ?? []
        guard let text = given.first else { return nil }
        guard given.count == 1, Self.lengths.contains(text.utf8.count),
            text.utf8.allSatisfy(Self.visible.contains)
        else {
            throw ServiceProblem(
                .badRequest, .headerInvalid,
                "\(Self.header) must be given once, as 1 to 255 visible ASCII characters")
        }
        let subject = (try? exchange.order.text) ?? exchange.endpoint.rawValue
        // Names that differ only in capitals are one actor's, in whatever way they were shown.
        digest = Self.digest(
            of: [
                "key", exchange.credential.method, exchange.principal.name.text.lowercased(),
                subject, text,
            ])
        request = Self.digest(
            of: ["request", exchange.endpoint.method.rawValue, exchange.path], exchange.body)
    }

    /// The digest of texts and bytes, each behind its length.
    static func digest(of texts: [String], _ bytes: [UInt8] = []) -> Digest32 {
        var all: [UInt8] = []
        for part in texts.map({ Array($0.utf8) }) + [bytes] {
            all += withUnsafeBytes(of: UInt64(part.count).bigEndian) { Array($0) } + part
        }
        return Digest32.of(all)
    }
}
