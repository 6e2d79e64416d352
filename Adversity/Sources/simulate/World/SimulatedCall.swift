import OrderEngine
import OrderLifecycle

/// One call of the engine by one caller.
final class SimulatedCall: @unchecked Sendable {
    @TaskLocal static var current: SimulatedCall?

    let number: Int
    let action: Action
    /// The number of the order in the world.
    let order: Int
    /// The number of the authorization in the world, where the call is about one.
    let authorization: Int?
    /// The number of the customer in the world by whom it names an authorization, where it does.
    let customer: Int?
    let caller: Caller
    let incarnation: Incarnation
    /// The call that it asks about or makes, where that can give money up.
    let asked: OrderCall?
    /// When the last observation that reached the engine in this call was asked for.
    var lastObservationAskedAt: Int64?
    /// When WeChat signed it, by its clock.
    var lastObservationSignedAt: Int64?
    /// What WeChat's last answer that reached the engine in this call showed of each order.
    var shown: [Int: WeChatOrder] = [:]
    /// The customer whom the engine was told of last.
    var namedCustomer: Int?
    /// The last request that was made in it.
    var made: RequestMessage?
    /// The orders that the journal knew as open when a sweep began, with their revisions.
    var openAtStart: [Int: Int64] = [:]
    /// Whether anything went wrong at a call of a port.
    var metMishap = false
    /// What a person states with it, whatever becomes of that on the way to the engine.
    var consent: Consent?
    /// The permit that is brought, where it is one.
    var permit: GivenPermit?
    /// What is said with it of a call that waits.
    var said = SaidOfApproval()
    /// Whether the journal had records of the order when the call began.
    var wasKnown = false
    /// Whether the journal refused something during the call, so that no trail can be asked for.
    var metJournalFailure = false

    init(
        number: Int, action: Action, order: Int, authorization: Int?, customer: Int?,
        asked: OrderCall?, caller: Caller, incarnation: Incarnation
    ) {
        self.number = number
        self.action = action
        self.order = order
        self.authorization = authorization
        self.customer = customer
        self.asked = asked
        self.caller = caller
        self.incarnation = incarnation
    }
}

/// A permit, as somebody was given it.
struct GivenPermit {
    let answer: DecisionAnswer
    let loss: Loss
    let token: PermitToken
    /// The number of the order in the world.
    let order: Int
    /// The call that it is for, with what that asks for.
    let call: OrderCall
    let requestedBy: IdentifiedActor

    init?(_ answer: DecisionAnswer, to call: SimulatedCall) {
        guard let permit = answer.permit, case .needsAcknowledgement(let loss) = answer.decision
        else { return nil }
        self.answer = answer
        self.loss = loss
        token = permit.token
        order = call.order
        self.call = permit.terms.call
        requestedBy = call.caller.identifiedActor
    }

    /// Whether it was given for what a call makes.
    func fits(_ other: SimulatedCall) -> Bool { order == other.order && call == other.asked }
}

/// What a caller was told.
enum Told {
    case called(CallResult)
    case decided(DecisionAnswer)
    case reconciled([AttemptReport])
    case received(Notice?, NotificationAnswer)
    case authorized(AuthorizationResult)
    case reconciledAuthorizations([AuthorizationReport])
    case swept(SweepReport)
    case approved(ApprovalResult)
    case approvalsRun([ApprovalResult])
    case other
    case threw(EngineError)
}
