/// What a sweep did, as far as it came.
public struct SweepReport: Hashable, Sendable {
    /// How far it came; it goes on from there unless it ``SweepPosition/isComplete``.
    public let position: SweepPosition
    /// Why it stopped before its end; `nil` where it came to its end or its task was cancelled.
    public let stopped: EngineError?
}
