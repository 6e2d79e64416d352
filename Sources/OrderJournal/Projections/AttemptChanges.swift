public import OrderLifecycle

/// What a record changes beside its order; the same for an append and for a replay.
public struct AttemptChanges: Hashable, Sendable {
    /// The attempt after the record, where it names one.
    public let attempt: AttemptProjection?
    /// The permit after the record, where it issues or spends one.
    public let permit: PermitProjection?

    /// Applies a record.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - content: What the record says.
    ///   - state: Where the order stood before the record.
    ///   - attempt: The attempt before the record, asked for where the record names one.
    ///   - permit: The permit before the record, asked for where the record spends one.
    /// - Throws: ``ReplayProblem`` if the record names an attempt that has not begun or has ended.
    public init(
        _ record: JournalRecord, _ content: RecordContent,
        decidedOn state: @autoclosure () -> OrderState,
        attempt: @autoclosure () -> AttemptProjection?,
        permit: @autoclosure () -> PermitProjection?
    ) throws(ReplayProblem) {
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
