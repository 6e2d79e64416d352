/// All that a decision about a call rests on.
public struct CallSituation: Hashable, Sendable {
    /// The call that is asked about.
    public var call: OrderCall
    /// Where the order stands.
    public var state: OrderState
    /// Whether that is WeChat's signed word, and not only what somebody claims.
    public var isVerified: Bool
    /// Whether the state is what the observation shows that was read for the decision; an
    /// observation that is older than what is known, or contradicts it, is recorded, and nothing
    /// may rest on it.
    public var restsOnObservation: Bool
    /// The version of WeChat's rules that applies.
    public var rules: RulesVersion
    /// How old the observation is that the state rests on; `nil` where the question is only what
    /// could be done on an observation of any age.
    public var observationAge: ObservationAge?
    /// The wall clock; `nil` where nothing is asked about a moment.
    public var now: Timestamp?
    /// Whether the order is protected.
    public var isProtected: Bool
    /// What counts towards the velocity limit.
    public var velocity: VelocityUsage
    /// When WeChat was last asked to collect for the order, where that is asked about.
    public var lastCollect: Timestamp?
    /// The call of this order that has no known outcome yet, if there is one.
    public var unresolved: OrderCall.Kind?
    /// Whether every authorization that is known of the customer whom a new order names has ended.
    public var isAuthorizationEnded = false
    /// The loss that was acknowledged, and by whom; `nil` where none was.
    public var acknowledgement: Acknowledgement?
    /// Who asks.
    public var actor: ActorName

    /// Creates a situation.
    public init(
        call: OrderCall = .cancel, state: OrderState, isVerified: Bool = true,
        restsOnObservation: Bool = true, actor: ActorName, rules: RulesVersion = .v1_1,
        observationAge: ObservationAge? = nil, now: Timestamp? = nil, isProtected: Bool = false,
        velocity: VelocityUsage = VelocityUsage(), lastCollect: Timestamp? = nil,
        unresolved: OrderCall.Kind? = nil, acknowledgement: Acknowledgement? = nil
    ) {
        self.call = call
        self.state = state
        self.isVerified = isVerified
        self.restsOnObservation = restsOnObservation
        self.actor = actor
        self.rules = rules
        self.observationAge = observationAge
        self.now = now
        self.isProtected = isProtected
        self.velocity = velocity
        self.lastCollect = lastCollect
        self.unresolved = unresolved
        self.acknowledgement = acknowledgement
    }

    /// What is due and what is paid, where payment is awaited.
    public var pending: PendingCollection? { state.pending }

    /// What the merchant would give up by the call.
    public var loss: Loss? { call.rules.loss(in: self) }
}
