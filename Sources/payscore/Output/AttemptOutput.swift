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

    /// How the attempt stands, in a sentence.
    var sentence: StyledText {
        switch attempt.condition {
        case .open(let next):
            "\("UNRESOLVED", .caution)  the outcome is not known yet; asks again at \(next): "
                + "\("payscore reconcile", .bold)"
        case .parked:
            "\("PARKED", .bad)  the outcome never became known; a person has to look"
        case .settled(.applied(let proof)): "\("DONE", .good)  \(Self.words(proof))"
        case .settled(.refused(let refusal)):
            "\("REFUSED by WeChat", .bad)  \(refusal.code) (HTTP \(refusal.status)) "
                + "\(refusal.message)"
        case .settled(.notApplied(let failure)):
            "\("NOT DONE", .caution)  \(Self.words(failure))"
        }
    }

    private static func words(_ proof: AttemptProof) -> String {
        switch proof {
        case .answered: "WeChat answered, and the answer is verified"
        case .alreadyThere:
            "WeChat said that it was so already, and an observation confirmed it: not by this call"
        case .found:
            "the answer was lost, and an observation shows the effect: of this call or of another "
                + "one, "
                + "which cannot be told"
        }
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
        [AttemptOutput(attempt: attempt).sentence] + OrderOutput(order: order).lines
            + ["  \("attempt \(attempt.id)", .dim)"]
    }

    var status: ExitStatus { AttemptOutput(attempt: attempt).status }
}
