/// All that a decision about a cancel rests on.
public struct CancelSituation: Hashable, Sendable {
    /// Where the order stands.
    public var standing: OrderStanding
    /// WeChat's rules that apply.
    public var rules: CancelRules
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
        standing: OrderStanding, actor: ActorName, rules: CancelRules = .v1_1,
        viewAge: ViewAge? = nil, isProtected: Bool = false, brake: BrakeReading = BrakeReading(),
        unresolved: Operation? = nil, acknowledgement: Acknowledgement? = nil
    ) {
        self.standing = standing
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
}
