public import OrderLifecycle

/// Which records are wanted: those that fulfil all that is set.
public struct RecordFilter: Hashable, Sendable {
    /// Recorded at this moment or later.
    public var from: Timestamp?
    /// Recorded before this moment.
    public var before: Timestamp?
    /// Recorded in the name of this actor, who asked for what the record tells.
    public var actor: ActorName?
    /// The decisions, permits, intents and outcomes of this kind of call.
    public var call: OrderCall.Kind?
    /// What happened: one of `RecordContent.events`.
    public var event: String?

    /// Every record.
    public static let all = RecordFilter()

    /// Creates a filter.
    ///
    /// - Parameters:
    ///   - from: The earliest moment.
    ///   - before: The moment before which a record must be.
    ///   - actor: Who asked.
    ///   - call: The kind of call.
    ///   - event: What happened.
    public init(
        from: Timestamp? = nil, before: Timestamp? = nil, actor: ActorName? = nil,
        call: OrderCall.Kind? = nil, event: String? = nil
    ) {
        self.from = from
        self.before = before
        self.actor = actor
        self.call = call
        self.event = event
    }

    /// Whether a record is wanted.
    public func matches(_ record: JournalRecord) -> Bool {
        (from.map { record.at >= $0 } ?? true) && (before.map { record.at < $0 } ?? true)
            && (actor.map { record.caller.actor == $0 } ?? true)
            && (call.map { record.detail?["call"] == $0.rawValue } ?? true)
            && (event.map { record.event == $0 } ?? true)
    }
}
