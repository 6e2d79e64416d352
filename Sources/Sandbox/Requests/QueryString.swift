/// The parameters behind the `?` of a request target.
struct QueryString {
    private let values: [String: [String]]

    /// Splits and decodes a query string.
    init(_ text: Substring) throws(SandboxRefusal) {
        var values: [String: [String]] = [:]
        for pair in text.split(separator: "&", omittingEmptySubsequences: true) {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = halves.first.flatMap(percentDecoded),
                let value = halves.count == 2 ? percentDecoded(halves[1]) : ""
            else { throw .queryParameter(String(pair), "百分号编码不合法") }
            values[name, default: []].append(value)
        }
        self.values = values
    }

    /// The value of a parameter of 1 to `limit` characters; `nil` if it is absent.
    func text(_ name: String, upTo limit: Int) throws(SandboxRefusal) -> String? {
        guard let all = values[name], let value = all.first else { return nil }
        guard all.count == 1 else { throw .queryParameter(name, "重复") }
        guard (1...max(1, limit)).contains(value.unicodeScalars.count) else {
            throw .queryParameter(name, "字符数应为1至\(limit)")
        }
        return value
    }

    /// The value of a parameter that must be there.
    func required(_ name: String, upTo limit: Int) throws(SandboxRefusal) -> String {
        guard let value = try text(name, upTo: limit) else { throw .queryParameter(name, "必填") }
        return value
    }
}
