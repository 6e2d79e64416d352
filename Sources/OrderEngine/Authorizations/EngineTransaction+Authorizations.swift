import OrderJournal
import OrderLifecycle

extension EngineTransaction {
    /// The authorization's projection; one without records is unseen.
    func authorization(_ code: AuthorizationCode) throws -> AuthorizationProjection {
        try writer.authorization(code) ?? AuthorizationProjection(code: code, createdAt: now)
    }

    /// Appends a record about an authorization.
    mutating func append(
        _ content: RecordContent, of code: AuthorizationCode, by provenance: Provenance,
        reason: String? = nil, evidence: Evidence? = nil, request: [UInt8]? = nil
    ) throws {
        try append(
            RecordDraft(
                .authorization(code), content, cause: provenance.cause, caller: provenance.caller,
                origin: origin, at: now, reason: reason, evidence: evidence, request: request))
        if case .attempt(.parked(let attempt)) = content {
            raise(.parked(.authorization(code), attempt))
        }
    }

    /// Records what WeChat's word shows, and whose the authorization is; returns what it adds.
    @discardableResult
    mutating func record(
        _ seen: SeenAuthorization, by provenance: Provenance
    ) throws -> AuthorizationFinding {
        let known = try authorization(seen.code)
        let finding = known.knowledge.finding(in: seen.snapshot)
        try append(
            .authorization(.seen(finding, at: seen.snapshot.since)), of: seen.code,
            by: provenance, evidence: seen.evidence)
        if let customer = seen.customer, customer != known.customer, finding.supportsState {
            try append(.authorization(.bound(customer)), of: seen.code, by: provenance)
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
