public import OrderLifecycle

/// An existing order that is taken over, as a query answer shows it that the merchant's own code
/// fetched.
public struct ImportedOrder: Hashable, Sendable {
    /// The order.
    public let order: OutOrderNumber
    /// Where it stands, in WeChat's words.
    public let snapshot: OrderSnapshot
    /// To whom it belongs.
    public let identity: OrderIdentity
    /// What stands behind it; its digest tells whether the same bytes were taken over before.
    public let evidence: Evidence

    /// Creates an order to take over.
    public init(
        _ order: OutOrderNumber, snapshot: OrderSnapshot, identity: OrderIdentity,
        evidence: Evidence
    ) {
        self.order = order
        self.snapshot = snapshot
        self.identity = identity
        self.evidence = evidence
    }
}

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
    public private(set) var unclear = 0
    /// The sequence number of the last record that was written; `nil` where none was.
    public internal(set) var lastSequence: Int64?

    /// Creates the report of an import of nothing.
    public init() {}

    /// How many orders there were.
    public var orders: Int { adopted + advanced + unchanged + contradicting + unclear }

    /// Adds what became of a later batch.
    public mutating func add(_ later: ImportReport) {
        adopted += later.adopted
        advanced += later.advanced
        unchanged += later.unchanged
        contradicting += later.contradicting
        unclear += later.unclear
        lastSequence = later.lastSequence ?? lastSequence
    }

    /// Counts an order by what was recorded of it.
    mutating func count(_ recorded: ViewFinding?) {
        switch recorded {
        case nil: unchanged += 1
        case .event(.adopted)?: adopted += 1
        case .event?, .cleared?, .confirmed?, .stale?: advanced += 1
        case .clouded?: unclear += 1
        case .contradiction?: contradicting += 1
        }
    }
}
