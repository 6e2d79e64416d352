/// A notification (回调通知) as WeChat sent it to the merchant's `notify_url`: the headers of the
/// request, and the very bytes of its body.
///
/// Nothing of it is believed before its signature was verified over these bytes, so the body must
/// not have been decoded and written anew.
public struct WeChatNotification: Hashable, Sendable {
    /// The most bytes of a body; no notification has more.
    public static let bodyLimit = 65_536

    private let headers: [String: [String]]
    /// The body as received.
    public let body: [UInt8]

    /// Takes a request over.
    ///
    /// - Parameters:
    ///   - headers: All headers by name, repeated ones as often as they came; the case of a name
    ///     does not matter.
    ///   - body: The body as received.
    public init(headers: some Sequence<(name: String, value: String)>, body: [UInt8]) {
        self.headers = headers.reduce(into: [:]) { found, header in
            found[Self.key(header.name), default: []].append(header.value)
        }
        self.body = body
    }

    /// All values of a header, whatever the case of its name.
    public func values(of name: String) -> [String] { headers[Self.key(name)] ?? [] }

    /// A name in lower case; only ASCII letters have one in a header.
    private static func key(_ name: String) -> String {
        let bytes = name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension WeChatNotification: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// How many bytes the body has: what is in it, nobody has verified yet.
    public var description: String { "notification of \(body.count) bytes" }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing of the body.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
