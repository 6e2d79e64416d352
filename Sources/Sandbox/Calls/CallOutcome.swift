/// What a call does: the order as it stands then, if the call makes or changes one, and the answer.
struct CallOutcome {
    var changed: ServiceOrder?
    let answer: Answer
}
