/// WeChat could not be reached at all.
public struct UnreachableProvider: Error, Hashable, Sendable {
    /// What was tried and how it failed, for a person to read; without secrets.
    public let explanation: String

    /// Creates the failure.
    public init(explanation: String) {
        self.explanation = explanation
    }
}
