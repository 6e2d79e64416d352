/// Why an order is cancelled, as WeChat shows it to the customer.
///
/// One to thirty characters: the cancel page of 2020-04-23 says 30, WeChat's newer pages say 50,
/// so the limit is a setting that defaults to the smaller. They are counted in UTF-16 units, the
/// most cautious way to count, and only characters of one to three UTF-8 bytes are accepted.
public struct CancelReason: Hashable, Sendable {
    /// The reason, exactly as it is sent.
    public let text: String

    /// The limit of the cancel page of 2020-04-23.
    public static let limit = 30
    /// The limit that WeChat's newer pages print.
    public static let newerLimit = 50
    /// What a merchant may choose between.
    public static let limits = [limit, newerLimit]

    /// Creates a reason.
    ///
    /// - Parameters:
    ///   - text: The reason.
    ///   - limit: The most UTF-16 units; ``limit`` or ``newerLimit``.
    /// - Throws: ``InvalidValue`` if the text is blank, too long, or has an invisible or
    ///   four-byte character.
    public init(_ text: String, limit: Int = CancelReason.limit) throws(InvalidValue) {
        try PlainText.check(text, as: .reason, limit: limit)
        self.text = text
    }
}

extension CancelReason: CustomStringConvertible {
    /// The reason, exactly as it is sent.
    public var description: String { text }
}
