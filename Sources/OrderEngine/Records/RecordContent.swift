public import OrderLifecycle

/// What a record tells, with its meaning.
public enum RecordContent: Hashable, Sendable {
    /// Something happened to the order: by WeChat's signed word, or as somebody claims; and by a
    /// change that no call of this journal explains, or otherwise.
    case happened(OrderEvent, isSigned: Bool = true, outside: OutsideChange? = nil)
    /// A view was read that brought no event.
    case viewed(ViewFinding, isSigned: Bool = true)
    /// To whom the order belongs, as far as that is known now.
    case identified(OrderIdentity)
    /// A decision was taken.
    case decided(DecisionEntry)
    /// A permit was issued for the decision before.
    case permitIssued(PermitEntry)
    /// An attempt was decided on; its request is about to be sent.
    case intended(IntentEntry)
    /// The same bytes are about to be sent again, for the so-many-th time.
    case dispatched(AttemptID, count: Int)
    /// The attempt has no outcome yet, and will be looked into later.
    case deferred(DeferralEntry)
    /// The attempt ended; without an effect, the doubt is what may still become of its sendings,
    /// and why says as a code what the outcome alone does not.
    case settled(
        AttemptID, Operation, AttemptOutcome, doubt: Attempt.Doubt? = nil, why: String? = nil)
    /// The attempt waits for a person.
    case parked(AttemptID)
    /// An attempt that had been taken to have failed shows its effect after all.
    case appliedLate(AttemptID)
    /// The order was protected from cancels.
    case protected
    /// The protection was lifted.
    case unprotected
    /// The brake was engaged.
    case brakeEngaged
    /// The brake was released.
    case brakeReleased
    /// Checkpoints are signed with this key from now on.
    case keyAdded(publicKey: String)
    /// The journal goes on after a loss that a person accepted.
    case resumed(ResumptionEntry)
}

/// The name of an attempt.
public struct AttemptID: Hashable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let text: String

    /// Creates a name.
    public init(_ text: String) {
        self.text = text
    }

    /// Creates a name from fresh random bytes.
    public init(randomBytes: [UInt8]) {
        text = "att_" + Hex.text(randomBytes)
    }

    /// The name itself.
    public var description: String { text }
}

/// A decision as it is recorded.
public struct DecisionEntry: Hashable, Sendable {
    /// The answer.
    public let code: CancelDecision.Code
    /// The codes of what speaks against it.
    public let reasons: [String]
    /// What would have to be acknowledged, or was.
    public let loss: Loss?
    /// The code of what is lost without being asked about.
    public let notice: String?
    /// The revision at which the order took the standing that the decision rests on.
    public let standingRevision: Int64
    /// The call that was asked about.
    public let operation: Operation
    /// What it would have collected in all, where it says so.
    public let total: Amount?
    /// The code of what stood in the way beside the reasons: why the permit that was presented
    /// cannot be used, why there is no view, that the request breaks a rule of WeChat's.
    public let problem: String?
    /// Where in the request that is, as a JSON pointer.
    public let pointer: String?
    /// What was consented to, whether or not there is such a permit.
    public let tried: TriedConsent?

    /// Creates an entry.
    public init(
        code: CancelDecision.Code, reasons: [String] = [], loss: Loss? = nil,
        notice: String? = nil, standingRevision: Int64, operation: Operation, total: Amount? = nil,
        problem: String? = nil, pointer: String? = nil, tried: TriedConsent? = nil
    ) {
        self.code = code
        self.reasons = reasons
        self.loss = loss
        self.notice = notice
        self.standingRevision = standingRevision
        self.operation = operation
        self.total = total
        self.problem = problem
        self.pointer = pointer
        self.tried = tried
    }
}

/// A permit as it is recorded: its terms and the digest of its token, never the token.
public struct PermitEntry: Hashable, Sendable {
    /// The SHA-256 digest of the token.
    public let digest: Digest32
    /// What the permit is bound to.
    public let terms: PermitTerms

    /// Creates an entry.
    public init(digest: Digest32, terms: PermitTerms) {
        self.digest = digest
        self.terms = terms
    }
}

/// An intent as it is recorded.
public struct IntentEntry: Hashable, Sendable {
    /// The attempt.
    public let attempt: AttemptID
    /// The call, with what it asks for.
    public let call: OrderCall
    /// The SHA-256 digest of the request's body.
    public let requestDigest: Digest32
    /// What is given up, and by whose word; absent where nothing is.
    public let consent: ConsentEntry?

    /// Creates an entry.
    public init(
        attempt: AttemptID, call: OrderCall, requestDigest: Digest32,
        consent: ConsentEntry? = nil
    ) {
        self.attempt = attempt
        self.call = call
        self.requestDigest = requestDigest
        self.consent = consent
    }
}

/// Why an attempt has no outcome yet, and when it is looked into again.
public struct DeferralEntry: Hashable, Sendable {
    /// The attempt.
    public let attempt: AttemptID
    /// What was seen or heard last, as a code.
    public let why: String
    /// Whether something that was sent may still take effect.
    public let doubt: Attempt.Doubt
    /// WeChat's last verified refusal.
    public let refusal: Refusal?
    /// When the last sending was recorded or answered.
    public let lastSentAt: Timestamp
    /// When to look again.
    public let nextAt: Timestamp

    /// Creates an entry.
    public init(
        attempt: AttemptID, why: String, doubt: Attempt.Doubt, refusal: Refusal?,
        lastSentAt: Timestamp, nextAt: Timestamp
    ) {
        self.attempt = attempt
        self.why = why
        self.doubt = doubt
        self.refusal = refusal
        self.lastSentAt = lastSentAt
        self.nextAt = nextAt
    }
}
