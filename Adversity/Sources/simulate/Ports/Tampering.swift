/// Something broken on purpose in the world around the engine, which the oracle must notice.
enum Tampering: String, CaseIterable {
    case forgetsAcknowledged = "a journal that forgets its last commit at a crash"
    case dropsIntents = "a journal that says it kept an intent and did not"
    case sendsTwice = "a provider that sends each request twice of its own accord"
    case hidesOpenAttempts = "a journal that shows no order's open attempt"
    case reopensSettled = "a journal that shows ended attempts as open"
    case acceptsLate = "requests that take effect an hour after they were signed"
    case prolongsPermits = "a journal that shows permits as lasting a whole day"
    case returnsPermits = "a journal that gives spent permits back"
    case misplacesProtection = "a journal whose order stays protected once it was"
    case dropsDecisions = "a journal that keeps no decision"
    case hidesAttempts = "a journal that lists no open attempt to whoever reconciles"
    case writesAfterFailure = "a journal that goes on writing after a failed commit"
    case changesTheLog = "a log of WeChat's in which a byte of each request differs"
    case allowsTheSamePerson = "a journal that names somebody else as whom a permit was given to"
    case altersAmounts = "a journal that keeps another amount as given up than was stated"
    case altersNames = "a journal that keeps another name than that of whoever stated the amount"
    case statesForThePerson = "an interface that states the amount of the permit for the person"
    case signsForThePerson = "an interface that names the caller as who stated the amount"
    case callsForThePerson = "an interface that names whoever stated the amount as the caller"
    case statesTheDifference = "an interface that states the difference in the place of the person"
    case disguisesPermits = "a journal that shows each permit as given for whatever call is made"
    case lowersFurther = "an adapter that lowers an amount by a fen more than was asked"
    case takesAFenMore = "a WeChat that lowers an amount by a fen more than was asked"
    case asksNoSecondPerson = "an engine whose policy has lost its second person"
    case ownsTwice = "two engines with a copy of the journal each"
    case redatesARecord = "a journal in which a record is a millisecond later in the end"
    case revivesOrders = "a journal that shows a done order as awaiting payment"
    case advancesOrders = "a journal that shows a created order as awaiting payment"
    case forgetsSignatures = "a journal that shows what WeChat signed as claimed"
    case forgetsUncertainty = "a journal that shows open attempts as if nothing of theirs could act"
    case datesAnswersAnew = "an adapter that believes answers twice and dates them by our own clock"
    case acceptsWhatProvesNothing = "an adapter that accepts answers without a body"
    case acknowledgesUnrecorded = "a server that acknowledges what was not recorded"
    case believesForgeries = "an adapter that believes a forged notification"
    case ownsOutsideChanges = "a journal that keeps what was done elsewhere as the merchant's own"
    case dropsAuthorizationIntents = "a journal that keeps no intent on an authorization"
    case sendsAuthorizationsTwice = "a provider that sends what is about authorizations twice"
    case hidesAuthorizationAttempts = "a journal that shows no authorization's open attempt"
    case acceptsEmptyTerminates = "an adapter that accepts any answer to a call on an authorization"
    case believesAnybody = "an adapter that believes unsigned words about authorizations"
    case forgetsEndings = "a journal that shows ended authorizations as never agreed to"
    case hidesOpenOrders = "a journal that shows no customer's open orders"
    case hidesOrders = "a journal that lists no order that awaits payment to a sweep"
    case disguisesRequesters = "a journal that shows each requested call as somebody else's"
    case asksNoTwoPeople = "an engine whose policy has lost its two people"
    case acknowledgesForThePerson = "an interface that acknowledges the amount for the person"
    case revivesApprovals = "a journal that shows ended requests as waiting"
    case hidesApprovals = "a journal that lists no call that waits"
    case hidesIdentities = "a journal that shows no order's number at WeChat"

    /// The invariant that must be found broken.
    var invariant: Invariant {
        switch self {
        case .forgetsAcknowledged: .i1
        case .dropsIntents, .changesTheLog, .dropsAuthorizationIntents: .i4
        case .sendsTwice, .sendsAuthorizationsTwice: .i5
        case .hidesOpenAttempts, .hidesAuthorizationAttempts: .i6
        case .reopensSettled: .i7
        case .acceptsLate: .i8
        case .prolongsPermits, .asksNoSecondPerson, .datesAnswersAnew, .lowersFurther,
            .takesAFenMore:
            .i9
        case .returnsPermits: .i10
        case .misplacesProtection: .i12
        case .acknowledgesUnrecorded, .believesForgeries: .i13
        case .dropsDecisions: .i15
        case .hidesAttempts, .hidesApprovals: .i16
        case .writesAfterFailure: .i17
        case .ownsTwice: .i2
        case .redatesARecord: .i3
        case .revivesOrders: .i11
        case .advancesOrders: .i14
        case .forgetsSignatures: .i21
        case .forgetsUncertainty, .ownsOutsideChanges: .i22
        case .acceptsWhatProvesNothing, .hidesIdentities, .acceptsEmptyTerminates: .i23
        case .believesAnybody: .i25
        case .forgetsEndings: .i26
        case .hidesOpenOrders: .i27
        case .hidesOrders: .i28
        case .disguisesRequesters, .asksNoTwoPeople, .acknowledgesForThePerson: .i29
        case .revivesApprovals: .i30
        case .allowsTheSamePerson, .altersAmounts, .altersNames, .statesForThePerson,
            .signsForThePerson, .callsForThePerson, .statesTheDifference, .disguisesPermits:
            .i24
        }
    }
    /// Whether the journal shows requested calls as other than they were recorded.
    var liesOfApprovals: Bool { self == .disguisesRequesters }
}
