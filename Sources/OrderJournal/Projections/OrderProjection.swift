public import OrderLifecycle

/// An order as its records leave it; never more than what replaying them gives.
public struct OrderProjection: Hashable, Sendable {
    /// The order.
    public let order: OutOrderNumber
    /// The revision of its last record.
    public private(set) var revision: Int64
    /// The hash of its last record.
    public private(set) var head: Digest32
    /// Where it stands.
    public private(set) var state: OrderState
    /// Whether where it stands is WeChat's signed word, and not only what somebody claims.
    public private(set) var isVerified: Bool
    /// The revision at which it took its state; what a permit is bound to.
    public private(set) var stateRevision: Int64
    /// To whom it belongs, as far as that is known.
    public private(set) var identity: OrderIdentity
    /// Whose it is, where a request of ours names the customer.
    public private(set) var customer: CustomerID?
    /// Whether it is protected from calls that give money up.
    public private(set) var isProtected: Bool
    /// The attempt that has no outcome yet.
    public private(set) var openAttempt: AttemptID?
    /// The last attempt to cancel that was taken to have failed.
    public private(set) var failedCancel: AttemptID?
    /// When an observation last confirmed or changed the state.
    public private(set) var observedAt: Timestamp?
    /// How many contradictions were recorded.
    public private(set) var contradictions: Int64
    /// When the first record was written.
    public let createdAt: Timestamp
    /// When the last record was written.
    public private(set) var updatedAt: Timestamp

    /// Creates the projection of an order without records.
    public init(order: OutOrderNumber, createdAt: Timestamp) {
        self.init(
            order: order, revision: 0, head: .zero, state: .unseen, isVerified: false,
            stateRevision: 0, identity: OrderIdentity(), isProtected: false, openAttempt: nil,
            failedCancel: nil, observedAt: nil, contradictions: 0, createdAt: createdAt,
            updatedAt: createdAt)
    }

    /// Creates a projection as it was stored.
    public init(
        order: OutOrderNumber, revision: Int64, head: Digest32, state: OrderState,
        isVerified: Bool, stateRevision: Int64, identity: OrderIdentity,
        customer: CustomerID? = nil, isProtected: Bool,
        openAttempt: AttemptID?, failedCancel: AttemptID?, observedAt: Timestamp?,
        contradictions: Int64, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.customer = customer
        self.order = order
        self.revision = revision
        self.head = head
        self.state = state
        self.isVerified = isVerified
        self.stateRevision = stateRevision
        self.identity = identity
        self.isProtected = isProtected
        self.openAttempt = openAttempt
        self.failedCancel = failedCancel
        self.observedAt = observedAt
        self.contradictions = contradictions
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// What is known of the order.
    public var knowledge: OrderKnowledge { OrderKnowledge(state, isVerified: isVerified) }

    /// Returns what is known of the order after `content`.
    ///
    /// - Throws: `IllegalTransition` if the content's event cannot happen here.
    public func knowledge(
        after content: RecordContent
    ) throws(IllegalTransition) -> OrderKnowledge {
        switch content {
        case .order(.happened(let event, let isSigned, _)):
            try knowledge.following(event, isSigned: isSigned)
        case .order(.observed(let finding, let isSigned)):
            try knowledge.following(finding, isSigned: isSigned)
        case .order, .attempt, .authorization, .journal: knowledge
        }
    }

    /// Goes on to where the order stands after one more record; stays as it was if that fails.
    ///
    /// - Throws: ``ReplayProblem`` if the record does not follow from what is known.
    public mutating func apply(
        _ record: JournalRecord, _ content: RecordContent
    ) throws(ReplayProblem) {
        try record.checkFollows(revision, head)
        let known: OrderKnowledge
        do throws(IllegalTransition) { known = try knowledge(after: content) } catch {
            throw ReplayProblem(record, .illegalTransition)
        }
        let next = known.state
        guard record.phaseBefore == StateText.text(state),
            record.phaseAfter == (next == state ? nil : StateText.text(next))
        else { throw ReplayProblem(record, .phaseDiffers) }

        revision = record.revision
        head = record.hash
        updatedAt = record.at
        isVerified = known.isVerified
        if next != state {
            state = next
            stateRevision = record.revision
        }
        note(content, at: record.at)
    }

    /// A stored number can be any, and the largest has none after it.
    private mutating func countContradiction() {
        contradictions = min(contradictions, .max - 1) + 1
    }

    private mutating func note(_ content: RecordContent, at time: Timestamp) {
        switch content {
        case .order(let fact): note(fact, at: time)
        case .attempt(let fact): note(fact)
        case .authorization, .journal: break
        }
    }

    private mutating func note(_ fact: OrderFact, at time: Timestamp) {
        switch fact {
        case .happened(let event, _, _):
            observedAt = time
            if event.kind == .corrected { countContradiction() }
        case .observed(.confirmed, let isSigned), .observed(.event, let isSigned),
            .observed(.resolved, let isSigned), .observed(.indeterminate, let isSigned):
            // What WeChat's word was seen to say gets no younger by what somebody claims.
            if isSigned || !isVerified { observedAt = time }
        case .observed(.contradiction, _): countContradiction()
        case .identified(let identity): self.identity = identity
        case .protected: isProtected = true
        case .unprotected: isProtected = false
        case .observed(.stale, _), .decided, .permitIssued, .noted, .alarmAcknowledged,
            .notified, .approval:
            break
        }
    }

    private mutating func note(_ fact: AttemptFact) {
        switch fact {
        case .intended(let intent):
            openAttempt = intent.attempt
            customer = intent.customer ?? customer
        case .settled(let end):
            openAttempt = nil
            guard end.call == .order(.cancel) else { break }
            if end.outcome.isApplied { failedCancel = nil }
            if end.mayApplyLate { failedCancel = end.attempt }
        case .appliedLate(let attempt): if failedCancel == attempt { failedCancel = nil }
        case .dispatched, .deferred, .parked: break
        }
    }
}

extension AttemptOutcome {
    /// Whether the effect is there.
    public var isApplied: Bool {
        switch self {
        case .applied: true
        case .refused, .notApplied, .unproven: false
        }
    }
}

extension OrderIdentity {
    /// This identity with what it lacks taken from another.
    public func completed(by other: OrderIdentity) -> OrderIdentity {
        OrderIdentity(
            merchantID: merchantID ?? other.merchantID, appID: appID ?? other.appID,
            serviceID: serviceID ?? other.serviceID, orderID: orderID ?? other.orderID)
    }

    /// Whether the two say different things of anything.
    public func contradicts(_ other: OrderIdentity) -> Bool {
        func differ<ID: Equatable>(_ left: ID?, _ right: ID?) -> Bool {
            left != nil && right != nil && left != right
        }
        return differ(merchantID, other.merchantID) || differ(appID, other.appID)
            || differ(serviceID, other.serviceID) || differ(orderID, other.orderID)
    }
}
