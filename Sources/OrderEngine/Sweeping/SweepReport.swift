public import OrderLifecycle

/// What a run of a sweep did, as far as it came.
public struct SweepReport: Hashable, Sendable {
    /// How far the sweep came; it goes on from there unless it ``SweepPosition/isComplete``.
    ///
    /// Its numbers are those of all runs; of the earlier ones they are what ``resumedFrom`` says.
    public let position: SweepPosition
    /// When this run began.
    public let beganAt: Timestamp
    /// Where this run began, if an earlier one had stopped there.
    public let resumedFrom: SweepPosition?
    /// Why it stopped before its end; `nil` where it came to its end or its task was cancelled.
    public let stopped: EngineError?

    /// How many orders this run asked WeChat about.
    public var asked: Int64 { position.asked - (resumedFrom?.asked ?? 0) }
    /// How many of them stood elsewhere than the journal knew.
    public var differed: Int64 { position.differed - (resumedFrom?.differed ?? 0) }
    /// How many of them were left without an answer.
    public var failed: Int64 { position.failed - (resumedFrom?.failed ?? 0) }
    /// How many WeChat said that it does not know.
    public var unknown: Int64 { position.unknown - (resumedFrom?.unknown ?? 0) }
}
