package import OrderJournal
import OrderLifecycle

/// An attempt's projection as a row; what was intended is read from the record of the intent.
package enum AttemptRow {
    /// What an intent fixes, behind its sequence number.
    package static let intended = [
        "id", "subject", "request", "actor", "intended_at", "given_up", "given_up_kind",
    ]
    /// What later records change.
    package static let changing = [
        "condition", "next_at", "dispatches", "last_sent_at", "uncertainty", "refusal",
        "refusal_code", "refusal_status", "refusal_message", "outcome", "outcome_refusal",
        "outcome_code", "outcome_status", "outcome_message",
    ]

    /// Gives the values of ``intended``.
    package static func writeIntended(
        _ attempt: AttemptProjection, request: [UInt8]?, to row: inout some RowWriter
    ) {
        row.add(attempt.id.text)
        row.add(attempt.subject.text)
        row.add(request)
        row.add(attempt.caller.actor.text)
        row.add(attempt.intendedAt)
        let consent = attempt.intent.consent
        row.add(consent?.givenUp.fen)
        row.add(consent == nil ? nil : attempt.intent.call.kind.givenUpKind?.rawValue)
    }

    /// Gives the values of ``changing``.
    package static func writeChanging(
        _ attempt: AttemptProjection, to row: inout some RowWriter
    ) {
        let outcome = attempt.condition.outcome
        row.add(attempt.condition.word)
        row.add(attempt.condition.nextAt)
        row.add(attempt.dispatches)
        row.add(attempt.lastSentAt)
        row.add(attempt.uncertainty.rawValue)
        write(attempt.refusal, to: &row)
        row.add(outcome?.code)
        write(outcome?.refusal, to: &row)
    }

    private static func write(_ refusal: Refusal?, to row: inout some RowWriter) {
        row.add(refusal?.kind.rawValue)
        row.add(refusal?.code)
        row.add(refusal.map { Int64($0.status) })
        row.add(refusal?.message)
    }

    // MARK: Reading

    /// Reads the record of the intent, the attempt's name, and the values of ``changing``.
    package static func read(
        _ row: inout some RowReader
    ) throws(JournalError) -> AttemptProjection {
        let record = try RecordRow.read(&row)
        let id = try row.text()
        guard case .attempt(.intended(let intent))? = try? record.content, intent.attempt.text == id
        else { throw row.damaged }
        let decidedOn = record.subject.order == nil ? .unseen : try? record.stateBefore
        let word = try row.text()
        let nextAt = try row.timeIfAny()
        let dispatches = try row.number()
        guard (1..<Int64.max).contains(dispatches) else { throw row.damaged }
        let lastSentAt = try row.time()
        let uncertainty: Attempt.Uncertainty = try row.word()
        let refusal = try refusal(&row)
        let outcome = try outcome(&row)
        return AttemptProjection(
            intent: intent, subject: record.subject, decidedOn: try row.meaning(decidedOn),
            caller: record.caller, intendedAt: record.at, dispatches: Int(dispatches),
            lastSentAt: lastSentAt, uncertainty: uncertainty, refusal: refusal,
            condition: try row.meaning(
                AttemptProjection.Condition(word, nextAt: nextAt, outcome: outcome)))
    }

    private static func refusal(_ row: inout some RowReader) throws(JournalError) -> Refusal? {
        let kind: Refusal.Kind? = try row.wordIfAny()
        let code = try row.textIfAny()
        let status = try row.numberIfAny()
        let message = try row.textIfAny()
        guard let kind else {
            guard code == nil, status == nil, message == nil else { throw row.damaged }
            return nil
        }
        return Refusal(
            kind: kind, code: try row.meaning(code), status: Int(try row.meaning(status)),
            message: try row.meaning(message))
    }

    private static func outcome(
        _ row: inout some RowReader
    ) throws(JournalError) -> AttemptOutcome? {
        let code = try row.textIfAny()
        let refusal = try refusal(&row)
        let outcome: AttemptOutcome? =
            if let proof = code.flatMap(AttemptProof.init) {
                .applied(proof)
            } else if let failure = code.flatMap(AttemptFailure.init) {
                .notApplied(failure)
            } else if code == AttemptOutcome.unproven.code {
                .unproven
            } else {
                refusal.map { .refused($0) }
            }
        // The row says this outcome, and nothing beside it.
        guard outcome?.code == code, outcome?.refusal == refusal else { throw row.damaged }
        return outcome
    }
}

extension AttemptProjection.Condition {
    fileprivate init?(_ word: String, nextAt: Timestamp?, outcome: AttemptOutcome?) {
        switch (word, nextAt, outcome) {
        case ("open", let nextAt?, nil): self = .open(nextAt: nextAt)
        case ("parked", nil, nil): self = .parked
        case ("settled", nil, let outcome?): self = .settled(outcome)
        default: return nil
        }
    }

    fileprivate var word: String {
        switch self {
        case .open: "open"
        case .parked: "parked"
        case .settled: "settled"
        }
    }

    fileprivate var nextAt: Timestamp? {
        switch self {
        case .open(let nextAt): nextAt
        case .parked, .settled: nil
        }
    }

    fileprivate var outcome: AttemptOutcome? {
        switch self {
        case .open, .parked: nil
        case .settled(let outcome): outcome
        }
    }
}

extension AttemptOutcome {
    fileprivate var refusal: Refusal? {
        switch self {
        case .refused(let refusal): refusal
        case .applied, .notApplied, .unproven: nil
        }
    }
}
