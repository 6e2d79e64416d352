import OrderJournal
import OrderLifecycle

extension EngineTransaction {
    /// The authorization's projection; one without records is unseen.
    func authorization(_ code: AuthorizationCode) throws -> AuthorizationProjection {
        try writer.authorization(code) ?? AuthorizationProjection(code: code, createdAt: now)
    }

    /// Records what WeChat's word shows, and whose the authorization is; returns what it adds.
    @discardableResult
    mutating func record(
        _ seen: SeenAuthorization, by provenance: Provenance
    ) throws -> AuthorizationFinding {
        let known = try authorization(seen.code)
        let finding = known.knowledge.finding(in: seen.snapshot)
        try append(
            .authorization(.seen(finding, at: seen.snapshot.since)), to: .authorization(seen.code),
            by: provenance, evidence: seen.evidence)
        if let customer = seen.customer, customer != known.customer, finding.supportsState {
            try append(
                .authorization(.bound(customer)), to: .authorization(seen.code), by: provenance)
        }
        return finding
    }

    /// The situation in which a call on an authorization is decided.
    func situation(of known: AuthorizationProjection) throws -> AuthorizationSituation {
        AuthorizationSituation(
            state: known.state,
            openOrders: try known.customer.map {
                try writer.openOrders(of: $0, limit: AuthorizationDecisionDetails.orderLimit)
            } ?? [],
            hasOpenAttempt: known.openAttempt != nil)
    }
}
