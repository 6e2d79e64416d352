public import OrderLifecycle

/// A decision as it is recorded.
public struct DecisionDetails: Hashable, Sendable {
    /// The answer.
    public let code: CallDecision.Code
    /// The codes of what speaks against it.
    public let reasons: [String]
    /// What would have to be acknowledged, or was.
    public let loss: Loss?
    /// The code of what is lost without being asked about.
    public let notice: String?
    /// The revision at which the order took the state that the decision rests on.
    public let stateRevision: Int64
    /// The digest of the policy that decided: that of the last ``PolicyDetails`` before it.
    public let policy: Digest32
    /// The call that was asked about.
    public let call: OrderCall.Kind
    /// What it would have collected in all, where it says so.
    public let total: Amount?
    /// When the customer is said to have paid elsewhere, where the call says so.
    public let paidAt: Timestamp?
    /// The code of what stood in the way beside the reasons: why the permit that was presented
    /// cannot be used, why there is no observation, that the request breaks a rule of WeChat's.
    public let problem: String?
    /// Where in the request that is, as a JSON pointer.
    public let pointer: String?
    /// What was consented to, whether or not there is such a permit.
    public let tried: TriedConsent?
    /// Whether the call was only to be decided, so that nothing would have been sent.
    public let isDryRun: Bool

    /// Creates an entry.
    public init(
        code: CallDecision.Code, reasons: [String] = [], loss: Loss? = nil,
        notice: String? = nil, stateRevision: Int64, policy: Digest32, call: OrderCall.Kind,
        total: Amount? = nil, paidAt: Timestamp? = nil,
        problem: String? = nil, pointer: String? = nil, tried: TriedConsent? = nil,
        isDryRun: Bool = false
    ) {
        self.code = code
        self.reasons = reasons
        self.loss = loss
        self.notice = notice
        self.stateRevision = stateRevision
        self.policy = policy
        self.call = call
        self.total = total
        self.paidAt = paidAt
        self.problem = problem
        self.pointer = pointer
        self.tried = tried
        self.isDryRun = isDryRun
    }
}
