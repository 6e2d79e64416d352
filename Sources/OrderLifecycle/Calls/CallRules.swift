/// What is true about one call, on paper: each call has one, in a file of its own.
public protocol CallRules: Sendable {
    /// The call's kind.
    static var kind: OrderCall.Kind { get }
    /// Whether WeChat is asked before the call is decided on; otherwise what the journal knows
    /// decides.
    static var observesFirst: Bool { get }
    /// What becomes of the money that the call gives up; `nil` of a call that gives none up.
    static var givenUpKind: GivenUpKind? { get }
    /// Whether an observation can show the effect of the call. What none can show is sent once, and
    /// a lost answer leaves it unproven for good.
    static var isVisible: Bool { get }
    /// The change that a success makes, and that somebody else can make as well.
    static var change: OutsideChange.Kind? { get }
    /// The call that asks for this; `nil` if something is missing.
    static func call(_ terms: CallTerms) -> OrderCall?
    /// A call of this kind of which it can be asked whether it may be made at all: of all that it
    /// could ask for, what gives up least.
    static func example(in state: OrderState) -> OrderCall

    /// What the call asks for.
    var terms: CallTerms { get }
    /// Why WeChat would not permit the call; the merchant's guards come on top.
    func denials(in situation: CallSituation) -> [DenialReason]
    /// What the merchant gives up by it, and must acknowledge; `nil` where that is nothing.
    func loss(in situation: CallSituation) -> Loss?
    /// What the merchant may lose by it, and is told without being asked.
    func notice(in situation: CallSituation) -> LossNotice?
    /// What a success shows of the order, given what its answer says.
    func shown(by answer: OrderSnapshot?) -> OrderSnapshot?
    /// What a phase says of this call's effect.
    ///
    /// - Parameters:
    ///   - seen: Where the order is seen now.
    ///   - isAsDecided: Whether that is where it stood when the call was decided on.
    ///   - everySendingRefused: Whether WeChat refused every sending; what is there all the same
    ///     was made by somebody else.
    func effect(
        in seen: OrderPhase, isAsDecided: Bool, everySendingRefused: Bool
    ) -> ObservedEffect
}

extension CallRules {
    static var observesFirst: Bool { true }
    static var givenUpKind: GivenUpKind? { nil }
    static var isVisible: Bool { true }
    static var change: OutsideChange.Kind? { nil }
    var terms: CallTerms { CallTerms() }
    func loss(in situation: CallSituation) -> Loss? { nil }
    func notice(in situation: CallSituation) -> LossNotice? { nil }
    func shown(by answer: OrderSnapshot?) -> OrderSnapshot? { answer }
}
