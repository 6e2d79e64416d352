public import OrderJournal
public import OrderLifecycle

/// Where an order is and how it got there: what a person asks first.
public struct OrderSummary: Hashable, Sendable {
    /// The order as its records leave it.
    public let order: OrderProjection
    /// The record with which the journal came to know the order.
    public let begun: JournalRecord
    /// The record with which the order came to where it is; absent while nothing is known of that.
    public private(set) var reached: JournalRecord?
    /// What people said of that record, the oldest note first.
    public private(set) var notes: [RecordNote] = []
    /// The last call that was made or begun.
    public private(set) var lastCall: Call?
    /// The calls that gave money up, or may have, the oldest first.
    public var givenUp: [Call] { calls.filter { $0.givesUp } }
    /// The numbers of the transactions with which the order was paid, where WeChat told them.
    public private(set) var transactions: [TransactionID] = []
    /// Who collected the payment, where WeChat told it.
    public private(set) var route: PaymentRoute?
    /// The last checkpoint, if it seals every record of the order.
    public internal(set) var checkpoint: Checkpoint?

    /// The calls with a consent, the oldest first.
    private var calls: [Call] = []

    /// A call, from its intent to its outcome.
    public struct Call: Hashable, Sendable {
        /// What was intended, with who asked and who acknowledged.
        public let intent: IntentDetails
        /// The record of the intent, with who made the call, when and why.
        public let record: JournalRecord
        /// How it ended; absent while that is not known.
        public internal(set) var outcome: AttemptOutcome?
        /// Whether it showed its effect after it was taken to have failed.
        public internal(set) var isAppliedLate = false

        /// Whether it took effect; `nil` while that is not known.
        public var isApplied: Bool? { isAppliedLate ? true : outcome?.isApplied }

        /// Whether it gave money up, or may have.
        var givesUp: Bool { intent.consent != nil && isApplied != false }

        /// WeChat's refusal, if that is how it ended.
        public var refusal: Refusal? {
            switch outcome {
            case .refused(let refusal): refusal
            case .applied, .notApplied, .unproven, nil: nil
            }
        }
    }

    /// Reads the records of an order; `nil` if it has none.
    init?(_ number: OutOrderNumber, _ reader: any JournalReader) throws {
        let subject = Subject.order(number)
        guard let order = try reader.order(number),
            let first = try reader.records(of: subject, after: 0, limit: 1).first
        else { return nil }
        self.init(order, begun: first)
        var last = first
        while true {
            let page = try reader.records(of: subject, after: last.revision, limit: 500)
            guard let end = page.last else { break }
            for record in page { note(record) }
            last = end
        }
        if let kept = try reader.lastCheckpoint(), kept.size >= last.sequence {
            checkpoint = kept
        }
    }

    /// Begins with the order's first record.
    init(_ order: OrderProjection, begun record: JournalRecord) {
        self.order = order
        begun = record
        note(record)
    }

    /// Takes the next record.
    mutating func note(_ record: JournalRecord) {
        if record.phaseAfter != nil { (reached, notes) = (record, []) }
        if let reached, let note = RecordNote(record, about: reached.revision) {
            notes.append(note)
        }
        switch try? record.content {
        case .order(.happened(let event, _, _)), .order(.observed(.event(let event), _)):
            if let payments = event.payments {
                (route, transactions) = (payments.route, payments.transactionIDs)
            }
        case .attempt(let fact): note(fact, of: record)
        case .order, .authorization, .journal, .none: break
        }
    }

    private mutating func note(_ fact: AttemptFact, of record: JournalRecord) {
        switch fact {
        case .intended(let intent): lastCall = Call(intent: intent, record: record)
        case .settled(let end): change(end.attempt) { $0.outcome = end.outcome }
        case .appliedLate(let attempt): change(attempt) { $0.isAppliedLate = true }
        case .dispatched, .deferred, .parked: break
        }
        guard case .intended(let intent) = fact, intent.consent != nil, let lastCall else { return }
        calls.append(lastCall)
    }

    private mutating func change(_ attempt: AttemptID, _ body: (inout Call) -> Void) {
        if var call = lastCall, call.intent.attempt == attempt {
            body(&call)
            lastCall = call
        }
        for index in calls.indices where calls[index].intent.attempt == attempt {
            body(&calls[index])
        }
    }
}
