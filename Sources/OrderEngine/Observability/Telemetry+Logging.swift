import Logging
import OrderJournal
import OrderLifecycle

/// The log lines.
extension Telemetry {
    /// Writes a line.
    func log(
        _ level: Logger.Level, _ message: LogMessage,
        _ metadata: @autoclosure () -> [LogKey: String?]
    ) {
        guard logger.logLevel <= level else { return }
        var texts: Logger.Metadata = [:]
        for case (let key, let value?) in metadata() { texts[key.rawValue] = "\(value)" }
        logger.log(level: level, "\(message.rawValue)", metadata: texts)
    }

    /// Tells of a decision; what was denied is worth a look, all else is the usual.
    func decided(
        _ decision: CallDecision, on order: OutOrderNumber, for call: OrderCall.Kind,
        problem: PermitProblem? = nil
    ) {
        let isDenied = decision.code == .denied || problem != nil
        log(
            isDenied ? .notice : .info, .decision,
            [
                .order: order.text, .call: call.rawValue, .decision: decision.code.rawValue,
                .reasons: decision.denial?.codes.joined(separator: ","),
                .atStake: decision.atStake.map { "\($0.fen)" }, .problem: problem?.rawValue,
            ])
    }

    /// Tells that nothing could be decided.
    func undecided(
        _ failure: EngineError, on order: OutOrderNumber, for call: OrderCall.Kind
    ) {
        log(
            .notice, .decision,
            [
                .order: order.text, .call: call.rawValue,
                .decision: CallDecision.Code.denied.rawValue, .problem: failure.code.rawValue,
            ])
    }

    /// Tells of an intent.
    func intended(_ request: ProviderRequest, by attempt: AttemptID) {
        log(
            .info, .intent,
            [
                .order: request.order.text, .call: request.call.kind.rawValue,
                .attempt: attempt.text,
            ])
    }

    /// Tells of an outcome.
    ///
    /// - Parameters:
    ///   - why: What was heard or seen last, as a code.
    ///   - now: The clock; it may be behind the journal, and then no time has passed.
    func settled(
        _ attempt: AttemptProjection, _ outcome: AttemptOutcome, why: String, cause: Cause,
        at now: Timestamp
    ) {
        let took = max(.zero, now.since(attempt.intendedAt))
        count(.attempts, attempt.intent.call.kind.rawValue, outcome.code)
        log(
            .notice, .settled,
            [
                .order: attempt.subject.order?.text,
                .authorization: attempt.subject.authorization?.text,
                .call: attempt.intent.call.kind.rawValue,
                .attempt: attempt.id.text, .outcome: outcome.code, .why: why,
                .cause: cause.kind.rawValue, .durationMilliseconds: "\(took.milliseconds)",
            ])
    }

    /// Tells that an attempt has to wait.
    func unresolved(_ attempt: AttemptProjection, why: String, until moment: Timestamp) {
        log(
            .warning, .unresolved,
            [
                .order: attempt.subject.order?.text,
                .authorization: attempt.subject.authorization?.text,
                .call: attempt.intent.call.kind.rawValue,
                .attempt: attempt.id.text, .why: why, .nextAt: "\(moment)",
            ])
    }

    /// Counts a notification, and tells of it.
    ///
    /// - Parameters:
    ///   - content: What it says; `nil` where it is not believed.
    ///   - isWritten: Whether a line is written.
    func received(
        _ content: NotificationContent?, _ answer: NotificationAnswer, isWritten: Bool
    ) {
        let event = content?.code ?? "unread"
        count(.notifications, event, answer.code)
        guard isWritten else { return }
        log(
            answer.status == 204 ? .info : .warning, .notification,
            [.event: event, .order: content?.order?.text, .outcome: answer.code])
    }

    /// Tells of an alarm.
    func raised(_ alarm: Alarm) {
        var ahead: DatedAhead?
        if case .journalAhead(let dated) = alarm { ahead = dated }
        log(
            .critical, .alarm,
            [
                .code: alarm.code, .order: alarm.order?.text,
                .authorization: alarm.authorization?.text,
                .sequence: ahead.map { "\($0.sequence)" },
                .aheadMilliseconds: ahead.map { "\($0.lead.milliseconds)" },
            ])
    }

    /// Tells that a sweep stopped before its end.
    func failedToSweep(_ error: EngineError) {
        log(.error, .sweep, [.code: error.code.rawValue])
    }

    /// Tells that a reconciliation failed, of an attempt or as a whole.
    func failedToReconcile(_ error: EngineError, _ attempt: AttemptProjection? = nil) {
        log(
            .error, .reconcile,
            [
                .code: error.code.rawValue, .attempt: attempt?.id.text,
                .order: attempt?.subject.order?.text,
                .authorization: attempt?.subject.authorization?.text,
            ])
    }
}

extension CallDecision {
    /// What is given up by the call, where something is.
    fileprivate var atStake: Amount? {
        switch self {
        case .allowed(let clearance): clearance.acknowledged?.loss.atStake
        case .needsAcknowledgement(let loss): loss.atStake
        case .denied: nil
        }
    }

    fileprivate var denial: Denial? {
        switch self {
        case .allowed, .needsAcknowledgement: nil
        case .denied(let denial): denial
        }
    }
}
