/// Why a key set of an identity provider cannot be used.
public struct IdentityProviderError: Error, Hashable, Sendable {
    /// What is wrong.
    public let explanation: String
    /// The same in Chinese.
    public let chinese: String

    init(_ explanation: String, zh chinese: String) {
        self.explanation = explanation
        self.chinese = chinese
    }

    /// The stable code.
    public var code: OrderServiceErrorCode { .identityKeysInvalid }
}

extension IdentityProviderError: CustomStringConvertible {
    /// What is wrong.
    public var description: String { explanation }
}
