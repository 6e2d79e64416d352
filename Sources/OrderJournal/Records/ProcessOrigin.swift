import OrderLifecycle

/// Which process made a record: on which host, and as which user of its system.
public struct ProcessOrigin: Hashable, Sendable {
    /// The name of the host.
    public let host: String
    /// The user of the system as whom the process ran.
    public let systemUser: String

    /// The most UTF-8 bytes of either.
    public static let limit = 255

    /// Creates an origin; what a record cannot hold is replaced by `?`, and nothing becomes `?`.
    public init(host: String, systemUser: String) {
        self.host = Self.recordable(host)
        self.systemUser = Self.recordable(systemUser)
    }

    private static func recordable(_ text: String) -> String {
        if (1...limit).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isVisible) {
            return text
        }
        let bytes = text.utf8.prefix(limit).map { ASCII.isVisible($0) ? $0 : 0x3F }
        return bytes.isEmpty ? "?" : String(decoding: bytes, as: UTF8.self)
    }
}
