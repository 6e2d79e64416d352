import OrderLifecycle

/// The names of the engine's spans; docs/reference/observability.md lists them.
enum SpanName: Hashable, Sendable {
    /// A call of the engine's that decides on a call and makes it.
    case call(OrderCall.Kind)
    /// A question about a call.
    case decision
    /// A question about every call.
    case allowedCalls
    /// A query that is recorded.
    case query
    /// A round of reconciliation.
    case reconciliation
    /// A sweep.
    case sweep
    /// One attempt within a round.
    case reconciledAttempt
    /// A notification that is received.
    case notification
    /// A step of a requested call that waits.
    case approval
    /// A commit to the journal.
    case commit
    /// A query of WeChat's, over the network.
    case providerQuery
    /// A call of WeChat's that changes an order, over the network.
    case providerCall(OrderCall.Kind)
    /// A call of the engine's that decides on a call on an authorization and makes it.
    case authorizationCall(AuthorizationCall)
    /// A query of an authorization, over the network.
    case providerAuthorizationQuery
    /// A call of WeChat's that changes an authorization, over the network.
    case providerAuthorizationCall(AuthorizationCall)

    /// The name that a tracer is given.
    var text: String {
        switch self {
        case .call(let kind): "payscore.\(kind.rawValue)"
        case .decision: "payscore.decision"
        case .allowedCalls: "payscore.allowed_calls"
        case .query: "payscore.query"
        case .reconciliation: "payscore.reconcile"
        case .sweep: "payscore.sweep"
        case .reconciledAttempt: "payscore.reconcile.attempt"
        case .notification: "payscore.notification"
        case .approval: "payscore.approval"
        case .commit: "payscore.journal.commit"
        case .providerQuery: "payscore.provider.query"
        case .providerCall(let kind): "payscore.provider.\(kind.rawValue)"
        case .authorizationCall(let call): "payscore.\(call.rawValue)"
        case .providerAuthorizationQuery: "payscore.provider.query_authorization"
        case .providerAuthorizationCall(let call): "payscore.provider.\(call.rawValue)"
        }
    }

    /// All names.
    static var all: [SpanName] {
        [
            .decision, .allowedCalls, .query, .reconciliation, .sweep, .reconciledAttempt,
            .notification, .approval, .commit, .providerQuery, .providerAuthorizationQuery,
        ]
            + AuthorizationCall.allCases.flatMap {
                [.authorizationCall($0), .providerAuthorizationCall($0)]
            } + OrderCall.Kind.allCases.flatMap { [.call($0), .providerCall($0)] }
    }
}
