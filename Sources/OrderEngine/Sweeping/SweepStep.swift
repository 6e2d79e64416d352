import OrderJournal
public import OrderLifecycle

/// What a sweep learned about one order.
public struct SweepStep: Hashable, Sendable {
    /// The order.
    public let order: OutOrderNumber
    /// What WeChat's answer added to what the journal knew.
    public let finding: Finding

    /// What became of one question.
    public enum Finding: Hashable, Sendable {
        /// The order stands where the journal knew it to stand; no record was made.
        case confirmed
        /// The order stands elsewhere, which is recorded.
        case differed(ObservationReport, before: OrderState)
        /// WeChat says that it knows no such order; nothing was recorded.
        case unknown
        /// There was no verified answer.
        case failed(EngineError)
    }
}
