import HTTPTypes

/// The trace that a request belongs to, as the header `traceparent` of W3C Trace Context says.
struct TraceParent: Hashable, Sendable {
    /// 32 hexadecimal digits in lower case.
    let traceID: String

    private static let digits = Set("0123456789abcdef".utf8)
    private static let lengths = [2, 32, 16, 2]

    /// Reads the header; `nil` if there is none, or one that says no trace.
    init?(_ headers: HTTPFields) {
        guard let name = HTTPField.Name("traceparent") else { return nil }
        let given = headers[values: name]
        guard given.count == 1, let text = given.first else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        // A later version may have more parts, and none is called ff.
        guard parts.count >= Self.lengths.count, parts[0] != "ff",
            parts.count == Self.lengths.count || parts[0] != "00",
            zip(parts, Self.lengths).allSatisfy({ part, length in
                part.utf8.count == length && part.utf8.allSatisfy(Self.digits.contains)
            }),
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        traceID = String(parts[1])
    }
}
