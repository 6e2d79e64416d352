public import OrderLifecycle

/// A requested call as its records leave it.
public struct ApprovalProjection: Hashable, Sendable {
    /// What became of it.
    public enum Condition: Hashable, Sendable {
        /// It waits.
        case waiting
        /// It was made, or is being made.
        case made(AttemptID)
        /// It ended, and was not made.
        case ended(ApprovalEnd)
    }

    /// Its name.
    public let id: ApprovalID
    /// What it is, what it gives up, and who has acknowledged that.
    public private(set) var terms: Approval
    /// The SHA-256 digest of the request as it is stored.
    public let requestDigest: Digest32
    /// Who requested it, and through what; who made it, once it is made.
    public let caller: Caller
    /// Why, in the words of who requested it.
    public let reason: String?
    /// When the request was recorded.
    public let requestedAt: Timestamp
    /// What became of it.
    public private(set) var condition: Condition

    /// Creates the projection of a request from its record.
    package init(_ details: ApprovalDetails, _ record: JournalRecord) {
        id = details.id
        terms = details.terms
        requestDigest = details.requestDigest
        caller = record.caller
        reason = record.reason
        requestedAt = record.at
        condition = .waiting
    }

    /// Whether it has not ended.
    public var isWaiting: Bool { condition == .waiting }

    /// The clocks by which it is judged.
    package func times(clock: Timestamp, latest: Timestamp) -> ApprovalTimes {
        ApprovalTimes(clock: clock, latest: latest, requested: requestedAt)
    }

    /// Returns the projection after one more record of this requested call.
    ///
    /// - Throws: ``ReplayProblem`` if it has ended, or the record is about something else.
    package func applying(
        _ record: JournalRecord, _ content: RecordContent
    ) throws(ReplayProblem) -> ApprovalProjection {
        guard isWaiting, record.subject == .order(terms.order) else {
            throw ReplayProblem(record, .approvalMisused)
        }
        var projection = self
        switch content {
        case .order(.approval(.acknowledged(_, let amount, let person))):
            let isOwn = person.name == terms.requestedBy.name
            guard amount == terms.loss?.atStake, !isOwn || terms.heldUntil != nil,
                terms.acknowledgedBy.count < Approval.maxPeople,
                !terms.acknowledgedBy.contains(where: { $0.name == person.name })
            else { throw ReplayProblem(record, .approvalMisused) }
            projection.terms = terms.acknowledged(by: person)
        case .order(.approval(.sentBack(_, let loss))):
            projection.terms = terms.sentBack(giving: loss)
        case .order(.approval(.ended(_, let end))): projection.condition = .ended(end)
        case .attempt(.intended(let intent)):
            guard covers(intent) else { throw ReplayProblem(record, .approvalMisused) }
            projection.condition = .made(intent.attempt)
        case .order, .attempt, .authorization, .journal:
            throw ReplayProblem(record, .approvalMisused)
        }
        return projection
    }

    /// Whether an intent is exactly what was requested and acknowledged.
    private func covers(_ intent: IntentDetails) -> Bool {
        let consent = intent.consent
        let people = [consent?.acknowledgedBy, consent?.alsoAcknowledgedBy].compactMap(\.self)
        return intent.attempt == id.attempt && intent.call == .order(terms.call)
            && intent.requestDigest == requestDigest
            && consent?.givenUp == terms.loss?.atStake && people == terms.acknowledgedBy
            && (consent == nil || consent?.requestedBy == terms.requestedBy)
    }
}
