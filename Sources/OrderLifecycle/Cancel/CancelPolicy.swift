/// What this merchant permits: the guards that every cancel must pass beside WeChat's rules.
///
/// That a loss must be acknowledged is not a setting: a policy can only ask for more.
public struct CancelPolicy: Sendable {
    /// What a part payment means.
    public var partPayment = PartPaymentGuard()
    /// How old a view may be.
    public var freshness = FreshnessGuard()
    /// How much may be forgiven within a time.
    public var brake = BrakeGuard()
    /// Asks for a second person, where the merchant wants one.
    public var secondPerson: SecondPersonGuard?
    /// Guards of the merchant's own.
    public var additional: [any CancelGuard] = []

    private let unresolved = UnresolvedGuard()
    private let protection = ProtectionGuard()

    /// Creates the default policy: an acknowledged loss, no cancel after a part payment, views of
    /// at most five seconds, the standard brake.
    public init() {}

    /// Decides whether an order may be cancelled.
    ///
    /// The one function behind "may I?" and the act itself, so that both give the same reasons.
    public func decision(on situation: CancelSituation) -> CancelDecision {
        var reasons = reasons(in: situation)
        var objections: [MerchantObjection]?
        if !additional.isEmpty { askMerchant(about: situation, &reasons, &objections) }
        if let denial = Denial(reasons, objections, viewAge: situation.viewAge) {
            return .denied(denial)
        }
        guard case .clear(let phase) = situation.standing else {
            return .denied(Denial(.unclearState))
        }
        switch phase {
        case .created: return .allowed(CancelClearance())
        case .inService(let riskFund):
            let notice = CancelNotice.serviceUncharged(upTo: riskFund)
            return .allowed(CancelClearance(notice: notice))
        case .awaitingPayment(let pending):
            let loss = Loss(cancelling: pending)
            guard let acknowledgement = situation.acknowledgement, acknowledgement.loss == loss
            else { return .needsAcknowledgement(loss) }
            return .allowed(CancelClearance(acknowledged: acknowledgement))
        case .done, .revoked, .expired:
            // The rules have refused these already.
            return .denied(Denial(.unclearState))
        }
    }

    /// What WeChat's rules and this package's guards say.
    @inline(__always)
    private func reasons(in situation: CancelSituation) -> DenialReasons {
        var reasons = DenialReasons()
        reasons.insert(situation.rules.objection(to: situation.standing))
        reasons.insert(partPayment.denial(in: situation))
        reasons.insert(unresolved.denial(in: situation))
        reasons.insert(freshness.denial(in: situation))
        reasons.insert(protection.denial(in: situation))
        reasons.insert(brake.denial(in: situation))
        reasons.insert(secondPerson?.denial(in: situation))
        return reasons
    }

    /// Asks the merchant's own guards.
    private func askMerchant(
        about situation: CancelSituation, _ reasons: inout DenialReasons,
        _ objections: inout [MerchantObjection]?
    ) {
        for merchantGuard in additional {
            switch merchantGuard.verdict(on: situation) {
            case .agrees: break
            case .denies(let reason): reasons.insert(reason)
            case .objects(let objection): objections = (objections ?? []) + [objection]
            }
        }
    }
}
