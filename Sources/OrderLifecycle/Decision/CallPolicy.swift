/// What this merchant permits: the guards that a call must pass beside WeChat's rules.
///
/// That a loss must be acknowledged is not a setting: a policy can only ask for more.
public struct CallPolicy: Sendable {
    /// What a part payment means.
    public var partPayment = PartPaymentGuard()
    /// How old an observation may be.
    public var freshness = FreshnessGuard()
    /// How much may be forgiven within a time.
    public var velocityLimit = VelocityLimitGuard()
    /// Asks for a second person, where the merchant wants one.
    public var secondPerson: SecondPersonGuard?
    /// Asks for verified people, where the merchant wants them.
    public var verifiedPerson: VerifiedPersonGuard?
    /// Guards of the merchant's own.
    public var additional: [any CallGuard] = []

    private let unresolved = UnresolvedGuard()
    private let protection = ProtectionGuard()

    /// Creates the default policy: an acknowledged loss, no cancel after a part payment,
    /// observations of at most five seconds, the standard velocity limit.
    public init() {}

    /// All that the policy says: a line a guard, its identifier and its version.
    ///
    ///     part_payment=denied
    ///     freshness=5000
    ///     …
    public var text: String {
        let own: [(any CallGuard)?] = [
            unresolved, partPayment, freshness, protection, velocityLimit, secondPerson,
            verifiedPerson,
        ]
        return (own.compactMap { $0 } + additional)
            .map { line(of: $0) }.joined(separator: "\n")
    }

    /// A guard's line, which is one line whatever the merchant's own guard is called.
    private func line(of asked: any CallGuard) -> String {
        let line = "\(asked.identifier)=\(asked.version)"
        return String(
            String.UnicodeScalarView(line.unicodeScalars.map { $0 == "\n" ? " " : $0 }))
    }

    /// Decides whether a call may be made.
    ///
    /// The one function behind "may I?" and the act itself, so that both give the same reasons.
    public func decision(on situation: CallSituation) -> CallDecision {
        let rules = situation.call.rules
        var reasons = DenialReasons()
        var customDenials: [CustomDenial]?
        for reason in rules.denials(in: situation) { reasons.insert(reason) }
        reasons.insert(unresolved.denial(in: situation))
        if type(of: rules).givenUpKind != nil {
            askGuards(about: situation, &reasons)
            if !additional.isEmpty { askMerchant(about: situation, &reasons, &customDenials) }
        }
        if let denial = Denial(reasons, customDenials, observationAge: situation.observationAge) {
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
    @inline(__always)
    private func askGuards(about situation: CallSituation, _ reasons: inout DenialReasons) {
        reasons.insert(partPayment.denial(in: situation))
        reasons.insert(freshness.denial(in: situation))
        reasons.insert(protection.denial(in: situation))
        reasons.insert(velocityLimit.denial(in: situation))
        reasons.insert(secondPerson?.denial(in: situation))
        reasons.insert(verifiedPerson?.denial(in: situation))
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
