import StrictJSON

/// An origin that requests may be sent to: one of WeChat's two, or plain HTTP on this machine.
///
/// The text is compared with what is allowed, never taken apart by a general URL parser: what such
/// parsers make of user names, dots and foreign letters differs from one to the next.
struct BaseURL: Hashable, Sendable {
    /// The origin, without a path.
    let text: String
    /// Whether it is plain HTTP on this machine.
    let isLoopback: Bool

    static let official = BaseURL(text: "https://api.mch.weixin.qq.com", isLoopback: false)
    static let officialBackup = BaseURL(text: "https://api2.mch.weixin.qq.com", isLoopback: false)

    /// The other official origin, or none for a loopback address.
    var backup: BaseURL? {
        if self == .official { return .officialBackup }
        return self == .officialBackup ? .official : nil
    }

    /// Accepts an origin.
    ///
    /// - Throws: ``WeChatPayError``, `base_url_refused` or `loopback_not_allowed`.
    static func accepting(
        _ text: String, named setting: String, allowsLoopbackHTTP: Bool
    ) throws(WeChatPayError) -> BaseURL {
        for known in [official, officialBackup] where known.text.isIdentical(to: text) {
            return known
        }
        guard isLoopbackOrigin(text) else {
            throw WeChatPayError(
                .baseURLRefused, setting,
                "only \(official.text), \(officialBackup.text) and, where it is allowed, "
                    + "http:// on 127.0.0.1, [::1] or localhost are accepted, without a path")
        }
        guard allowsLoopbackHTTP else {
            throw WeChatPayError(
                .loopbackNotAllowed, setting,
                "plain HTTP on loopback is for tests and must be allowed explicitly")
        }
        return BaseURL(text: text, isLoopback: true)
    }

    private static func isLoopbackOrigin(_ text: String) -> Bool {
        guard WireText.isVisible(text) else { return false }
        guard text.utf8.count <= 64, text.hasPrefix("http://") else { return false }
        let authority = text.dropFirst("http://".count)
        if isLoopbackHost(authority) { return true }
        guard let colon = authority.lastIndex(of: ":") else { return false }
        return isLoopbackHost(authority[..<colon])
            && isPort(authority[authority.index(after: colon)...])
    }

    private static func isLoopbackHost(_ host: Substring) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { isNumber($0, atMost: 255) }
    }

    private static func isPort(_ text: Substring) -> Bool {
        isNumber(text, atMost: 65_535) && text != "0"
    }

    private static func isNumber(_ text: Substring, atMost limit: Int64) -> Bool {
        JSONValue.wholeNumber(String(text)).map { $0 <= limit } ?? false
    }
}
