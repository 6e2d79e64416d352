/// Why a list of tokens cannot be read, or a token cannot be added to it.
public struct TokenListError: Error, Hashable, Sendable {
    /// What is wrong, without a digest.
    public let explanation: String
    /// The same in Chinese.
    public let chinese: String

    init(_ explanation: String, zh chinese: String) {
        self.explanation = explanation
        self.chinese = chinese
    }

    /// The stable code.
    public var code: OrderServiceErrorCode { .tokenListInvalid }
}

extension TokenListError: CustomStringConvertible {
    /// What is wrong.
    public var description: String { explanation }
}
