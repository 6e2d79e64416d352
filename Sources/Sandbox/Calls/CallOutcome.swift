/// What a call does: the order or the authorization as it stands then, if the call makes or changes
/// one, and the answer.
struct CallOutcome {
    var changed: ServiceOrder?
    var authorization: ServiceAuthorization?
    let answer: Answer
}
