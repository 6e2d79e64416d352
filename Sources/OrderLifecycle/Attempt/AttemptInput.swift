/// Something that happened to an attempt.
public enum AttemptInput: Hashable, Sendable {
    /// The intent, or the record of a resending, is durable; the observation is this old. Whether
    /// the order still stands where the observation showed it: if the journal has learnt
    /// otherwise meanwhile, the observation counts as too old to send on.
    case dispatchDurable(observationAge: ObservationAge, stateHolds: Bool = true)
    /// WeChat answered, or did not.
    case answered(AttemptAnswer)
    /// An observation was read; it is this old.
    case observed(ObservedEffect, observationAge: ObservationAge)
    /// The time that was waited for has come.
    case woken
}
