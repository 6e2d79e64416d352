/// All that a decision about a call rests on.
public struct CancelSituation: Hashable, Sendable {
    /// The call that is asked about.
    public var call: OrderCall
    /// Where the order stands.
    public var standing: OrderStanding
    /// Whether that is WeChat's signed word, and not only what somebody claims.
    public var isVerified: Bool
    /// Whether the standing is what the view shows that was read for the decision; a view that is
    /// older than what is known, or contradicts it, is recorded, and nothing may rest on it.
    public var restsOnView: Bool
    /// The version of WeChat's rules that applies.
    public var rules: RulesVersion
    /// How old the view is that the standing rests on; `nil` where the question is only what could
    /// be done on a view of any age.
    public var viewAge: ViewAge?
    /// Whether the order is protected.
    public var isProtected: Bool
    /// What the brake shows.
    public var brake: BrakeReading
    /// The call of this order that has no known outcome yet, if there is one.
    public var unresolved: Operation?
    /// The loss that was acknowledged, and by whom; `nil` where none was.
    public var acknowledgement: Acknowledgement?
    /// Who asks.
    public var actor: ActorName

    /// Creates a situation.
    public init(
        call: OrderCall = .cancel, standing: OrderStanding, isVerified: Bool = true,
        restsOnView: Bool = true, actor: ActorName, rules: RulesVersion = .v1_1,
        viewAge: ViewAge? = nil, isProtected: Bool = false, brake: BrakeReading = BrakeReading(),
        unresolved: Operation? = nil, acknowledgement: Acknowledgement? = nil
    ) {
        self.call = call
        self.standing = standing
        self.isVerified = isVerified
        self.restsOnView = restsOnView
        self.actor = actor
        self.rules = rules
        self.viewAge = viewAge
        self.isProtected = isProtected
        self.brake = brake
        self.unresolved = unresolved
        self.acknowledgement = acknowledgement
    }

    /// What is due and what is paid, where payment is awaited.
    public var pending: PendingCollection? { standing.pending }

    /// What the merchant would give up by the call.
    public var loss: Loss? { call.rules.loss(in: self) }
}
