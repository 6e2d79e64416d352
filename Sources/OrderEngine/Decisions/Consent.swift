import OrderJournal
public import OrderLifecycle

/// A person's consent to give up exactly this amount: a permit's token, the amount, and a name.
///
/// A token alone is never consent. The engine compares the amount with the permit and with what is
/// at stake in the commit that begins the call; until then nothing is given up.
///
///     let answer = try await engine.cancelDecision(on: order, caller: clerk)
///     // A person reads `answer.decision` and states the amount.
///     let consent = try answer.acknowledge(
///         atStake: Amount(parsing: "¥128.00"), by: ActorName("finance-2"))
///     try await engine.cancel(order, reason: reason, consent: consent, caller: clerk)
public struct Consent: Hashable, Sendable {
    /// The token of the permit that was issued for the decision.
    public let token: PermitToken
    /// The amount that the person stated.
    public let atStake: Amount
    /// Who stated it.
    public let acknowledgedBy: IdentifiedActor

    /// Creates a consent from what a person brought: the token that another caller was given, and
    /// the amount that the person states.
    ///
    /// - Parameters:
    ///   - token: The token of the permit.
    ///   - atStake: The amount that the person states.
    ///   - name: Who states it.
    ///   - identification: How it is known that it was this person.
    public init(
        token: PermitToken, atStake: Amount, by name: ActorName,
        identification: ActorIdentification = .claimed
    ) {
        self.token = token
        self.atStake = atStake
        acknowledgedBy = IdentifiedActor(name, identification)
    }

    /// What a decision records of it: never the token itself.
    var tried: TriedConsent {
        TriedConsent(permit: token.digest, atStake: atStake, acknowledgedBy: acknowledgedBy)
    }
}

extension DecisionAnswer {
    /// Acknowledges the loss by its amount.
    ///
    /// - Parameters:
    ///   - amount: What is given up, as a person stated it.
    ///   - name: Who stated it.
    ///   - identification: How it is known that it was this person.
    /// - Returns: The consent to pass to ``Engine/cancel(_:reason:consent:dryRun:caller:)``.
    /// - Throws: ``ConsentProblem`` if there is nothing to acknowledge, if no permit was issued, or
    ///   if another amount is at stake.
    public func acknowledge(
        atStake amount: Amount, by name: ActorName,
        identification: ActorIdentification = .claimed
    ) throws(ConsentProblem) -> Consent {
        guard case .needsAcknowledgement(let loss) = decision else { throw .nothingAtStake }
        guard let permit else { throw .noPermit }
        guard amount == loss.atStake else { throw .amountDiffers }
        return Consent(
            token: permit.token, atStake: amount, by: name, identification: identification)
    }
}

/// Why a decision cannot be acknowledged; the raw value is the stable code.
public enum ConsentProblem: String, Error, Hashable, Sendable, CaseIterable {
    /// The decision does not ask for an acknowledgement.
    case nothingAtStake = "nothing_at_stake"
    /// No permit was issued: the decision was only asked about, without WeChat.
    case noPermit = "no_permit"
    /// Another amount is at stake than the one that was stated.
    case amountDiffers = "amount_differs"
}

extension ConsentProblem: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .nothingAtStake: "the decision gives nothing up; there is nothing to acknowledge"
        case .noPermit:
            "no permit was issued with this decision; ask WeChat with cancelDecision(on:caller:)"
        case .amountDiffers:
            "another amount is at stake; show the loss to the person again and let them state it"
        }
    }
}
