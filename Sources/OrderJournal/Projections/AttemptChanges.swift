public import OrderLifecycle

/// What a record changes beside its order; the same for an append and for a replay.
public struct AttemptChanges: Hashable, Sendable {
    /// The attempt after the record, where it names one.
    public let attempt: AttemptProjection?
    /// The permit after the record, where it issues or spends one.
    public let permit: PermitProjection?
    /// The requested call after the record, where it is about one or makes it.
    public let approval: ApprovalProjection?

    /// Applies a record.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - content: What the record says.
    ///   - state: Where the order stood before the record.
    ///   - attempt: The attempt before the record, asked for where the record names one.
    ///   - permit: The permit before the record, asked for where the record spends one.
    ///   - approval: The requested call before the record, asked for where the record goes on with
    ///     one.
    /// - Throws: ``ReplayProblem`` if the record names an attempt that has not begun or has ended,
    ///   or goes on with a requested call that it does not fit.
    public init(
        _ record: JournalRecord, _ content: RecordContent,
        decidedOn state: @autoclosure () -> OrderState,
        attempt: @autoclosure () -> AttemptProjection?,
        permit: @autoclosure () -> PermitProjection?,
        approval: @autoclosure () -> ApprovalProjection?
    ) throws(ReplayProblem) {
        switch content {
        case .order(.approval(.requested(let details))):
            self.approval = ApprovalProjection(details, record)
        case .order, .attempt, .authorization, .journal:
            self.approval = try content.approval.map { _ throws(ReplayProblem) in
                guard let known = approval() else {
                    throw ReplayProblem(record, .approvalMisused)
                }
                return try known.applying(record, content)
            }
        }
        switch content {
        case .order(.permitIssued(let details)):
            self.attempt = nil
            self.permit = PermitProjection(
                digest: details.digest, terms: details.terms, issuedAt: record.at, spentBy: nil)
        case .attempt(.intended(let intent)):
            self.attempt = AttemptProjection(
                intent, of: record.subject, decidedOn: state(), caller: record.caller,
                at: record.at)
            self.permit = permit().map {
                PermitProjection(
                    digest: $0.digest, terms: $0.terms, issuedAt: $0.issuedAt,
                    spentBy: intent.attempt)
            }
        case .attempt(let fact):
            guard let attempt = attempt(), record.subject == attempt.subject else {
                throw ReplayProblem(record, .unknownAttempt)
            }
            self.attempt = try attempt.applying(record, fact)
            self.permit = nil
        case .order, .authorization, .journal:
            self.attempt = nil
            self.permit = nil
        }
    }
}
