public import OrderLifecycle

/// An authorization as its records leave it; never more than what replaying them gives.
public struct AuthorizationProjection: Hashable, Sendable {
    /// Its code.
    public let code: AuthorizationCode
    /// The revision of its last record.
    public private(set) var revision: Int64
    /// The hash of its last record.
    public private(set) var head: Digest32
    /// Where it stands, and since when.
    public private(set) var knowledge: AuthorizationKnowledge
    /// Whose it is, as far as that is known.
    public private(set) var customer: CustomerID?
    /// The attempt that has no outcome yet.
    public private(set) var openAttempt: AttemptID?
    /// When WeChat's word last confirmed or changed the state.
    public private(set) var observedAt: Timestamp?
    /// When the first record was written.
    public let createdAt: Timestamp
    /// When the last record was written.
    public private(set) var updatedAt: Timestamp

    /// Where it stands.
    public var state: AuthorizationState { knowledge.state }
    /// The latest moment at which WeChat says that it was opened or closed.
    public var since: Timestamp? { knowledge.since }

    /// Creates the projection of an authorization without records.
    ///
    /// - Parameters:
    ///   - code: Its code.
    ///   - createdAt: When its first record will be written.
    public init(code: AuthorizationCode, createdAt: Timestamp) {
        self.init(
            code: code, revision: 0, head: .zero, knowledge: .unseen, customer: nil,
            openAttempt: nil, observedAt: nil, createdAt: createdAt, updatedAt: createdAt)
    }

    /// Creates a projection as it was stored.
    ///
    /// - Parameters:
    ///   - code: Its code.
    ///   - revision: The revision of its last record.
    ///   - head: The hash of its last record.
    ///   - knowledge: Where it stands, and since when.
    ///   - customer: Whose it is.
    ///   - openAttempt: The attempt that has no outcome yet.
    ///   - observedAt: When WeChat's word last confirmed or changed the state.
    ///   - createdAt: When the first record was written.
    ///   - updatedAt: When the last record was written.
    public init(
        code: AuthorizationCode, revision: Int64, head: Digest32,
        knowledge: AuthorizationKnowledge, customer: CustomerID?, openAttempt: AttemptID?,
        observedAt: Timestamp?, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.code = code
        self.revision = revision
        self.head = head
        self.knowledge = knowledge
        self.customer = customer
        self.openAttempt = openAttempt
        self.observedAt = observedAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Returns what is known of the authorization after `content`.
    ///
    /// - Throws: `IllegalAuthorizationEvent` if the content's event cannot happen here.
    public func knowledge(
        after content: RecordContent
    ) throws(IllegalAuthorizationEvent) -> AuthorizationKnowledge {
        switch content {
        case .authorization(.seen(let finding, let moment)):
            try knowledge.following(finding, at: moment)
        case .authorization, .order, .attempt, .journal: knowledge
        }
    }

    /// Goes on to where the authorization stands after one more record; stays as it was if that
    /// fails.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - content: What it says.
    /// - Throws: ``ReplayProblem`` if the record does not follow from what is known.
    public mutating func apply(
        _ record: JournalRecord, _ content: RecordContent
    ) throws(ReplayProblem) {
        try record.checkFollows(revision, head)
        let next: AuthorizationKnowledge
        do throws(IllegalAuthorizationEvent) { next = try knowledge(after: content) } catch {
            throw ReplayProblem(record, .illegalTransition)
        }
        guard record.phaseBefore == state.rawValue,
            record.phaseAfter == (next.state == state ? nil : next.state.rawValue)
        else { throw ReplayProblem(record, .phaseDiffers) }
        revision = record.revision
        head = record.hash
        updatedAt = record.at
        knowledge = next
        note(content, at: record.at)
    }

    private mutating func note(_ content: RecordContent, at time: Timestamp) {
        switch content {
        case .authorization(.seen(let finding, _)): if finding.supportsState { observedAt = time }
        case .authorization(.bound(let customer)): self.customer = customer
        case .attempt(.intended(let intent)):
            openAttempt = intent.attempt
            customer = intent.customer ?? customer
        case .attempt(.settled): openAttempt = nil
        case .authorization(.decided), .attempt(.dispatched), .attempt(.deferred),
            .attempt(.parked), .attempt(.appliedLate), .order, .journal:
            break
        }
    }
}
