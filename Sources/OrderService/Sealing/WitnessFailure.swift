/// Why a witness has not taken a checkpoint, or perhaps has not.
public struct WitnessFailure: Error, Hashable, Sendable {
    /// What happened, as the rest of a sentence that begins with the witness; it is logged, so it
    /// holds no secret.
    public let explanation: String

    /// Creates a failure.
    public init(_ explanation: String) { self.explanation = explanation }
}
