/// An input that cannot happen in the stage it met.
public struct UnexpectedAttemptInput: Error, Hashable, Sendable {
    /// The stage.
    public let stage: Attempt.Stage
    /// The input.
    public let input: AttemptInput
}
