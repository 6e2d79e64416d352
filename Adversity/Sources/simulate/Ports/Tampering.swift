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
    case hidesIdentities = "a journal that shows no order's number at WeChat"

    /// The invariant that must be found broken.
    var invariant: Invariant {
        switch self {
        case .forgetsAcknowledged: .i1
        case .dropsIntents, .changesTheLog: .i4
        case .sendsTwice: .i5
        case .hidesOpenAttempts: .i6
        case .reopensSettled: .i7
        case .acceptsLate: .i8
        case .prolongsPermits, .asksNoSecondPerson, .datesAnswersAnew, .lowersFurther,
            .takesAFenMore:
            .i9
        case .returnsPermits: .i10
        case .misplacesProtection: .i12
        case .acknowledgesUnrecorded, .believesForgeries: .i13
        case .dropsDecisions: .i15
        case .hidesAttempts: .i16
        case .writesAfterFailure: .i17
        case .ownsTwice: .i2
        case .redatesARecord: .i3
        case .revivesOrders: .i11
        case .advancesOrders: .i14
        case .forgetsSignatures: .i21
        case .forgetsUncertainty: .i22
        case .acceptsWhatProvesNothing, .hidesIdentities: .i23
        case .allowsTheSamePerson, .altersAmounts, .altersNames, .statesForThePerson,
            .signsForThePerson, .callsForThePerson, .statesTheDifference, .disguisesPermits:
            .i24
        }
    }
}
