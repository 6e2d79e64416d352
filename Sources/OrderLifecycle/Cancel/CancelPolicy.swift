/// What this merchant permits: the guards that every cancel must pass beside WeChat's rules.
///
/// That hazards must be acknowledged is not a setting: a policy can only ask for more.
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

    /// Creates the default policy: acknowledged hazards, no cancel after a part payment, views of
    /// at most five seconds, the standard brake.
    public init() {}

    /// Decides whether an order may be cancelled.
    ///
    /// The one function behind "may I?" and the act itself, so that both give the same reasons.
    public func decision(on situation: CancelSituation) -> CancelDecision {
        let own = additional.isEmpty ? Verdicts() : verdicts(on: situation)
        if let denial = Denial(reasons(in: situation).union(own.reasons), own.objections) {
            return .denied(denial)
        }
        guard case .clear(let phase) = situation.standing else {
            return .denied(Denial(.unclearState))
        }
        switch phase {
        case .created: return .allowed(CancelClearance(notice: nil, acknowledged: []))
        case .inService(let riskFund):
            let notice = CancelNotice.serviceUncharged(upTo: riskFund)
            return .allowed(CancelClearance(notice: notice, acknowledged: []))
        case .awaitingPayment(let pending):
            let hazards = Self.hazards(of: pending)
            guard situation.acknowledgement?.hazards == hazards else {
                return .needsAcknowledgement(hazards)
            }
            return .allowed(CancelClearance(notice: nil, acknowledged: hazards))
        case .done, .revoked, .expired:
            // The rules have refused these already.
            return .denied(Denial(.unclearState))
        }
    }

    /// What WeChat's rules and this package's guards say.
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

    private struct Verdicts {
        var reasons = DenialReasons()
        var objections: [MerchantObjection] = []
    }

    /// What the merchant's own guards say.
    private func verdicts(on situation: CancelSituation) -> Verdicts {
        var verdicts = Verdicts()
        for merchantGuard in additional {
            switch merchantGuard.verdict(on: situation) {
            case .agrees: break
            case .denies(let reason): verdicts.reasons.insert(reason)
            case .objects(let objection): verdicts.objections.append(objection)
            }
        }
        return verdicts
    }

    private static func hazards(of pending: PendingCollection) -> [CancelHazard] {
        let abandoned = CancelHazard.collectionAbandoned(atStake: pending.due)
        guard pending.paid > .zero else { return [abandoned] }
        return [abandoned, .partlyPaid(atStake: pending.paid)]
    }
}
