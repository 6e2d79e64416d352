/// The headers of a request as an HTTP server received them, in a file.
enum ReceivedHeaders {
    /// The most bytes of all headers.
    static let limit = 65_536

    /// Reads `NAME: VALUE` from each line; a request line before them and empty lines do not count.
    ///
    /// - Throws: What ``InputFile`` throws, or ``Failure``, `headers_unreadable`.
    static func read(_ path: String) throws(Failure) -> [(name: String, value: String)] {
        try parsed(try InputFile.read(path, limit: limit), name: OpenInput.shown(path))
    }

    /// The headers in a text; a byte that is no UTF-8 is kept as a replacement, which no signature
    /// has.
    static func parsed(
        _ bytes: [UInt8], name: String
    ) throws(Failure) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        for (index, line) in bytes.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).enumerated() {
            let text = trimmed(line)
            if text.isEmpty || index == 0 && text.starts(with: "POST ".utf8) { continue }
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex
            else {
                throw Failure(
                    .badInput, "headers_unreadable",
                    "\(name): line \(index + 1) is no header: NAME: VALUE is expected")
            }
            headers.append(
                (
                    String(decoding: text[..<colon], as: UTF8.self),
                    String(decoding: trimmed(text[(colon + 1)...]), as: UTF8.self)
                ))
        }
        return headers
    }

    /// Without spaces, tabs and a carriage return around.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let blank: Set<UInt8> = [0x20, 0x09, 0x0D]
        let start = bytes.firstIndex { !blank.contains($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !blank.contains($0) }.map { $0 + 1 } ?? start
        return bytes[start..<max(start, end)]
    }
}
