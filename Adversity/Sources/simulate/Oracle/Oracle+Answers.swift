import OrderEngine
import OrderJournal
import OrderLifecycle

extension Oracle {
    /// A caller was told how its call ended.
    func told(_ call: SimulatedCall, _ told: Told) {
        switch told {
        case .called(let result): toldResult(call, result)
        case .decided(let answer):
            compare(answer)
            expectTrail(call, "the decision \(answer.decision.code)")
        case .reconciled(let reports): for report in reports { compare(report) }
        case .received(let notice, let answer): toldAcknowledgement(notice, answer)
        case .authorized(.denied):
            expectTrail(call, "the answer to a call on an authorization")
        case .authorized(.attempted(let report, _)): compare(report)
        case .reconciledAuthorizations(let reports): for report in reports { compare(report) }
        case .swept(let report): swept(call, report)
        case .approved(let result): toldApproval(call, result)
        case .approvalsRun(let results): for result in results { compare(result) }
        case .other: break
        case .threw(let error): toldError(call, error)
        }
    }

    private func toldResult(_ call: SimulatedCall, _ result: CallResult) {
        refuseForeign(call, result)
        switch result {
        case .denied(let answer), .needsAcknowledgement(let answer), .dryRun(let answer, _),
            .permitUnusable(_, let answer):
            compare(answer)
            world.figures.consents.note(result, of: call)
            expectTrail(call, "the answer to a call")
        case .attempted(let report, _): compare(report)
        }
    }

    /// A permit is for one order and one call, with what that asks for; brought to anything else it
    /// is refused as what it is.
    private func refuseForeign(_ call: SimulatedCall, _ result: CallResult) {
        // Another engine has a journal of its own, which does not know the permit at all.
        guard let permit = call.permit, !permit.fits(call), world.other == nil else { return }
        let isRefused = if case .permitUnusable(.foreign, _) = result { true } else { false }
        check(
            .i24, isRefused,
            "a permit for \(permit.call) of order \(permit.order + 1) is brought to "
                + "\(call.asked.map { "\($0)" } ?? "nothing") of order \(call.order + 1): "
                + "\(result)")
    }

    /// What a caller is told of an attempt is what the journal has.
    func compare(_ report: AttemptReport) {
        guard let attempt = attempts[report.attempt.id] else {
            return fail(.i7, "a caller is told of \(report.attempt.id), which never began")
        }
        if case .settled(let outcome) = report.attempt.condition {
            check(.i7, attempt.outcome == outcome, "a caller is told of another outcome")
        }
    }

    /// WeChat was told that a notification need not come again.
    ///
    /// - Parameter notice: What WeChat sent; `nil` of a forgery.
    private func toldAcknowledgement(_ notice: Notice?, _ answer: NotificationAnswer) {
        if case .failed(.inconsistent(let explanation)) = answer {
            fail(.i12, "the engine finds the journal inconsistent: \(explanation)")
        }
        guard answer.status == 204 else { return }
        world.figures.acknowledged += 1
        check(
            .i13, notice.map { notified.contains($0.details.content) } ?? false,
            "\(notice?.details.id.text ?? "a forgery") was acknowledged, and is not recorded")
    }

    /// A refusal because there is no observation is recorded where the order is known; the
    /// journal's own failures cannot be.
    private func toldError(_ call: SimulatedCall, _ error: EngineError) {
        let asksFirst = [
            Action.cancel, .modify, .reportPaid, .collect, .dryRun, .decide, .complete,
            .requestApproval,
        ]
        .contains(call.action)
        switch error {
        case .orderUnknown, .unreachable, .unanswered, .refused:
            if asksFirst, call.wasKnown { expectTrail(call, "\(error.code)") }
        case .inconsistent:
            fail(.i12, "the engine finds the journal inconsistent: \(error)")
        case .recordUnknown, .request, .requestKeyMissing, .customerKeyMissing, .customerKeyDiffers,
            .customerUnknown, .customerBusy, .authorizationUnknown, .positionUnknown,
            .importTooLarge, .journal,
            .embedderFailed:
            break
        }
    }

    func expectTrail(_ call: SimulatedCall, _ what: String) {
        check(
            .i15, trail.contains(call.caller.channel.text),
            "call \(call.number) was answered with \(what), and no record says so")
    }
}
