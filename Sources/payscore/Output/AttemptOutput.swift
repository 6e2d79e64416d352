import OrderEngine
import OrderJournal
import OrderLifecycle

/// An attempt as commands show it.
struct AttemptOutput {
    let attempt: AttemptProjection

    /// The exit code that tells how the attempt stands.
    var status: ExitStatus {
        switch attempt.condition {
        case .open, .parked: .unresolved
        case .settled(.applied): .ok
        case .settled(.refused): .refused
        case .settled(.notApplied(.neverSent)): .unreachable
        case .settled(.notApplied(.changed)), .settled(.notApplied(.overtaken)),
            .settled(.notApplied(.unchanged)):
            .conflict
        }
    }

    /// What became of the call, and how that is known.
    var lines: [StyledText] {
        let name = "\(attempt.intent.call.kind.rawValue) of \(order)"
        return switch attempt.condition {
        case .open(let next):
            [
                "\("UNRESOLVED", .caution)  the \(name) may have reached WeChat, and its outcome "
                    + "is not known yet",
                "  do not repeat it; run: \("payscore reconcile", .bold)  (the next query is due "
                    + "at \(next))",
            ]
        case .parked:
            [
                "\("PARKED", .bad)  the outcome of the \(name) never became known; a person has "
                    + "to look",
                "  do not repeat it; compare \("payscore query \(order)", .bold) with "
                    + "\("payscore history \(order)", .bold)",
            ]
        case .settled(.applied(let proof)): [done(proof), "  \(Self.words(proof), .dim)"]
        case .settled(.refused(let refusal)):
            ["\("REFUSED by WeChat", .bad)  the \(name): \(Self.words(refusal))"]
        case .settled(.notApplied(let failure)):
            ["\("NOT DONE", .caution)  the \(name): \(Self.words(failure))"]
        }
    }

    /// How the attempt stands, beside the call and the order in a list.
    var outcome: StyledText {
        switch attempt.condition {
        case .open: "\("UNRESOLVED", .caution)  run: payscore reconcile"
        case .parked: "\("PARKED", .bad)  a person has to look"
        case .settled(.applied(let proof)): "\("APPLIED", .good)  \(Self.words(proof))"
        case .settled(.refused(let refusal)):
            "\("REFUSED by WeChat", .bad)  \(Self.words(refusal))"
        case .settled(.notApplied(let failure)):
            "\("NOT APPLIED", .caution)  \(Self.words(failure))"
        }
    }

    private var order: String { attempt.subject.order?.text ?? attempt.subject.text }

    /// What was done, to which order, and what was given up by whose word.
    private func done(_ proof: AttemptProof) -> StyledText {
        if proof == .alreadyThere { return alreadyDone }
        let acknowledged = attempt.intent.consent.map {
            "\($0.givenUp) given up for good (acknowledged by \($0.acknowledgedBy.name))"
        }
        return switch attempt.intent.call {
        case .create(_, let fund):
            "\("CREATED", .good) \(order, .bold)\(fund.map { ": risk fund \($0)" } ?? "")"
        case .complete(.zero): "\("COMPLETED", .good) \(order, .bold): nothing is charged"
        case .complete(let total):
            "\("COMPLETED", .good) \(order, .bold): WeChat collects \(total)"
        case .modify(let total):
            "\("MODIFIED", .good) \(order, .bold): WeChat collects \(total) in all"
                + StyledText(acknowledged.map { "; \($0)" } ?? "")
        case .cancel:
            "\("CANCELLED", .good) \(order, .bold)\(acknowledged.map { ": \($0)" } ?? "")"
        }
    }

    private var alreadyDone: StyledText {
        switch attempt.intent.call.kind {
        case .create: "\("NOTHING TO DO", .good)  \(order, .bold) had been created already"
        case .complete: "\("NOTHING TO DO", .good)  \(order, .bold) had been completed already"
        case .modify: "\("NOTHING TO DO", .good)  \(order, .bold) had been modified already"
        case .cancel: "\("NOTHING TO DO", .good)  \(order, .bold) had been cancelled already"
        }
    }

    private static func words(_ proof: AttemptProof) -> String {
        switch proof {
        case .answered: "WeChat answered, and the answer is verified"
        case .alreadyThere:
            "WeChat said that it was so already, and an observation confirmed it: not by this call"
        case .found:
            "no answer proved it, and an observation shows the effect: of this call or of another "
                + "one, which cannot be told"
        }
    }

    private static func words(_ refusal: Refusal) -> String {
        "\(refusal.code) (HTTP \(refusal.status)) \(refusal.message)"
    }

    private static func words(_ failure: AttemptFailure) -> String {
        switch failure {
        case .neverSent: "nothing was sent: WeChat could not be reached, or not in time"
        case .changed:
            "the order changed, or the acknowledgement ran out, before it was sent; decide again"
        case .overtaken: "the order had gone where the call can have no effect"
        case .unchanged: "WeChat shows no effect, and none can follow any more"
        }
    }
}

extension AttemptReport {
    /// The attempt and its order for a person.
    var lines: [StyledText] {
        AttemptOutput(attempt: attempt).lines + OrderOutput(order: order).lines
            + ["  \("attempt \(attempt.id)", .dim)"]
    }

    var status: ExitStatus { AttemptOutput(attempt: attempt).status }
}
