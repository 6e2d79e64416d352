/// A request as it came over the wire: the target with its percent-encoding, the body byte by byte.
struct ReceivedRequest: Sendable {
    let method: String
    /// Path and query, exactly as received; the signature covers these characters.
    let target: String
    let body: [UInt8]
    /// The header fields in the order received, names in lower case.
    let headers: [(name: String, value: String)]

    /// The target up to the `?`.
    var path: Substring { target.prefix { $0 != "?" } }

    /// What follows the `?`.
    var query: Substring { target.dropFirst(path.count + 1) }

    /// The value of a header field; `nil` if it is absent, empty or there more than once.
    func header(_ name: String) -> String? {
        let values = headers.filter { $0.name == name }
        guard values.count == 1, let value = values.first?.value, !value.isEmpty else {
            return nil
        }
        return value
    }

    /// Tells whether a header field is there, however often.
    func hasHeader(_ name: String) -> Bool {
        headers.contains { $0.name == name && !$0.value.isEmpty }
    }
}
