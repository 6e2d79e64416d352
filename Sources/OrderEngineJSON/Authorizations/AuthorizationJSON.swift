public import OrderJournal
import OrderLifecycle

/// A customer's authorization as its records leave it; it names the customer by what records call
/// them, and nothing else.
public struct AuthorizationJSON: AnswerForm {
    /// Its code.
    public let authorizationCode: String
    /// The revision of its last record.
    public let revision: Int64
    /// Where it stands: `unseen`, `pending`, `available`, `unavailable` or `indeterminate`.
    public let phase: String
    /// The latest moment at which WeChat says that it was opened or closed.
    public let since: String?
    /// What records call its customer, where that is known.
    public let customer: String?
    /// The attempt that has no outcome yet.
    public let openAttempt: String?
    /// When WeChat's word last confirmed or changed the phase.
    public let observedAt: String?
    /// When the first record was written.
    public let createdAt: String
    /// When the last record was written.
    public let updatedAt: String

    private enum CodingKeys: String, CodingKey {
        case authorizationCode = "authorization_code"
        case revision
        case phase
        case since
        case customer
        case openAttempt = "open_attempt"
        case observedAt = "observed_at"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    /// Takes the engine's projection of an authorization.
    ///
    /// - Parameter authorization: The projection.
    public init(_ authorization: AuthorizationProjection) {
        authorizationCode = authorization.code.text
        revision = authorization.revision
        phase = authorization.state.rawValue
        since = authorization.since?.description
        customer = authorization.customer?.text
        openAttempt = authorization.openAttempt?.text
        observedAt = authorization.observedAt?.description
        createdAt = authorization.createdAt.description
        updatedAt = authorization.updatedAt.description
    }

    /// Writes every member, `null` where there is no value.
    ///
    /// - Parameter encoder: Where to.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(authorizationCode, forKey: .authorizationCode)
        try members.encode(revision, forKey: .revision)
        try members.encode(phase, forKey: .phase)
        try members.encode(since, forKey: .since)
        try members.encode(customer, forKey: .customer)
        try members.encode(openAttempt, forKey: .openAttempt)
        try members.encode(observedAt, forKey: .observedAt)
        try members.encode(createdAt, forKey: .createdAt)
        try members.encode(updatedAt, forKey: .updatedAt)
    }
}
