import OrderLifecycle

/// What became of the orders of an import; each is counted once, and an order that stood in the
/// list twice is counted twice.
public struct ImportReport: Hashable, Sendable {
    /// Orders that were not known before.
    public private(set) var adopted = 0
    /// Known orders that had gone on, or of which more became known.
    public private(set) var advanced = 0
    /// Orders of which nothing new was shown, so that nothing was recorded.
    public private(set) var unchanged = 0
    /// Orders that were shown as they cannot be, or otherwise than WeChat's signed word has them;
    /// what was known of them stands.
    public private(set) var contradicting = 0
    /// Orders whose snapshot tells no phase.
    public private(set) var indeterminate = 0
    /// The sequence number of the last record that was written; `nil` where none was.
    public internal(set) var lastSequence: Int64?

    /// Creates the report of an import of nothing.
    public init() {}

    /// How many orders there were.
    public var orders: Int { adopted + advanced + unchanged + contradicting + indeterminate }

    /// Adds what became of a later batch.
    public mutating func add(_ later: ImportReport) {
        adopted += later.adopted
        advanced += later.advanced
        unchanged += later.unchanged
        contradicting += later.contradicting
        indeterminate += later.indeterminate
        lastSequence = later.lastSequence ?? lastSequence
    }

    /// Counts an order by what was recorded of it.
    mutating func count(_ recorded: ObservationOutcome?) {
        switch recorded {
        case nil: unchanged += 1
        case .event(.adopted)?: adopted += 1
        case .event?, .resolved?, .confirmed?, .stale?: advanced += 1
        case .indeterminate?: indeterminate += 1
        case .contradiction?: contradicting += 1
        }
    }
}
