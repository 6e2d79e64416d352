/// Where requests go.
///
/// Only WeChat's two hosts are accepted, or plain HTTP on this machine where a test asks for it;
/// the second is tried when the first cannot be reached and nothing was sent.
public struct WeChatPayEndpoint: Hashable, Sendable {
    /// The origins in the order in which they are tried.
    let bases: [BaseURL]

    /// `https://api.mch.weixin.qq.com`, with `https://api2.mch.weixin.qq.com` behind it.
    public static let official = WeChatPayEndpoint(bases: [.official, .officialBackup])

    /// Where orders are created and completed in one.
    public var directCompletePath = DirectCompletePath.standard

    /// The origins in the order in which they are tried.
    public var origins: [String] { bases.map(\.text) }

    private init(bases: [BaseURL]) {
        self.bases = bases
    }

    /// Creates an endpoint.
    ///
    /// - Parameters:
    ///   - baseURL: An origin, without a path and without a slash at its end.
    ///   - backupBaseURL: Another origin; where none is given, WeChat's hosts stand in for each
    ///     other, and a loopback address has none.
    ///   - allowsLoopbackHTTP: Whether plain HTTP on 127.0.0.0/8, `[::1]` or `localhost` is
    ///     accepted.
    /// - Throws: ``WeChatPayError``, `base_url_refused` or `loopback_not_allowed`.
    public init(
        baseURL: String, backupBaseURL: String? = nil, allowsLoopbackHTTP: Bool = false
    ) throws(WeChatPayError) {
        let base = try BaseURL.accepting(
            baseURL, named: "base URL", allowsLoopbackHTTP: allowsLoopbackHTTP)
        var backup = base.backup
        if let backupBaseURL {
            backup = try BaseURL.accepting(
                backupBaseURL, named: "backup base URL", allowsLoopbackHTTP: allowsLoopbackHTTP)
        }
        self.init(bases: [base] + (backup.map { $0 == base ? [] : [$0] } ?? []))
    }
}
