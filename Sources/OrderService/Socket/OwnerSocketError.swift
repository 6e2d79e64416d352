/// Why the socket beside a journal's lock cannot be made.
public struct OwnerSocketError: Error, Hashable, Sendable {
    /// What is wrong, and what to do.
    public let explanation: String
    /// The same in Chinese.
    public let chinese: String

    init(_ explanation: String, zh chinese: String) {
        self.explanation = explanation
        self.chinese = chinese
    }

    /// The stable code.
    public var code: OrderServiceErrorCode { .socketUnusable }
}

extension OwnerSocketError: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String { explanation }
}
