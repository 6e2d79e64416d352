extension CallPolicy {
    /// Decides whether a call may be made.
    ///
    /// The one function behind "may I?" and the act itself, so that both give the same reasons.
    public func decision(on situation: CallSituation) -> CallDecision {
        let rules = situation.call.rules
        var reasons = DenialReasons()
        var customDenials: [CustomDenial]?
        for reason in rules.denials(in: situation) { reasons.insert(reason) }
        reasons.insert(unresolved.denial(in: situation))
        reasons.insert(collect.denial(in: situation))
        if type(of: rules).givenUpKind != nil {
            askGuards(about: situation, &reasons)
            if !additional.isEmpty { askMerchant(about: situation, &reasons, &customDenials) }
        }
        let denial = Denial(
            reasons, customDenials, observationAge: situation.observationAge,
            nextCollectAt: collect.next(in: situation))
        if let denial {
            return .denied(denial)
        }
        guard let loss = rules.loss(in: situation) else {
            // A bill that is being collected is never given up as if nothing were at stake.
            if type(of: rules).givenUpKind != nil, situation.pending != nil {
                return .denied(Denial(.indeterminateState))
            }
            return .allowed(CallClearance(notice: rules.notice(in: situation)))
        }
        guard let acknowledgement = situation.acknowledgement, acknowledgement.loss == loss else {
            return .needsAcknowledgement(loss)
        }
        return .allowed(CallClearance(acknowledged: acknowledgement))
    }

    /// What this package's guards say of a call that gives money up.
    private func askGuards(about situation: CallSituation, _ reasons: inout DenialReasons) {
        reasons.insert(partPayment.denial(in: situation))
        reasons.insert(freshness.denial(in: situation))
        reasons.insert(protection.denial(in: situation))
        reasons.insert(velocityLimit.denial(in: situation))
        for reason in personDenials(in: situation) { reasons.insert(reason) }
    }

    /// What the guards about people say of who asked and who acknowledged.
    package func personDenials(in situation: CallSituation) -> [DenialReason] {
        [
            secondPerson?.denial(in: situation), twoPeople?.denial(in: situation),
            verifiedPerson?.denial(in: situation),
        ].compactMap { $0 }
    }

    /// Asks the merchant's own guards.
    private func askMerchant(
        about situation: CallSituation, _ reasons: inout DenialReasons,
        _ customDenials: inout [CustomDenial]?
    ) {
        for merchantGuard in additional {
            switch merchantGuard.verdict(on: situation) {
            case .allow: break
            case .deny(let reason): reasons.insert(reason)
            case .denyCustom(let denial): customDenials = (customDenials ?? []) + [denial]
            }
        }
    }
}
