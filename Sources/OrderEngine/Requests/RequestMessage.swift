/// A request as it goes to WeChat, but for its headers, which are signed anew at each sending: what
/// the journal stores, and what is sent again unchanged.
///
/// Its path can name a customer as well as its body, so that all of it is sealed together.
public struct RequestMessage: Hashable, Sendable {
    /// The HTTP method.
    public let method: String
    /// The path with its query, as it is signed and sent.
    public let path: String
    /// The body, byte for byte.
    public let body: [UInt8]

    /// Creates a message.
    ///
    /// - Parameters:
    ///   - method: The HTTP method.
    ///   - path: The path with its query, percent-encoded.
    ///   - body: The body.
    public init(method: String = "POST", path: String, body: [UInt8]) {
        self.method = method
        self.path = path
        self.body = body
    }

    /// What stands where no key opens the message; it is never sent.
    static let sealed = RequestMessage(path: "", body: [])

    /// Reads a message of its ``bytes``, or returns `nil` if they are none.
    init?(bytes: [UInt8]) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            let line = String(validating: bytes[..<end], as: UTF8.self)
        else { return nil }
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, !words[0].isEmpty, words[1].hasPrefix("/") else { return nil }
        self.init(
            method: String(words[0]), path: String(words[1]), body: Array(bytes[(end + 1)...]))
    }

    /// The method, a space, the path, a line feed, and the body.
    var bytes: [UInt8] { Array("\(method) \(path)\n".utf8) + body }
}

extension RequestMessage: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of the message but its method and its length.
    public var description: String { "‹\(method) request, \(body.count) bytes›" }
    /// Nothing of the message but its method and its length.
    public var debugDescription: String { description }
    /// Nothing of the message.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
