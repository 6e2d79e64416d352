import OrderEngine
import OrderLifecycle

extension World {
    /// Whoever calls, or states an amount.
    func person() -> ActorName? { try? ActorName(dice.pick(["anna", "ben", "chen"])) }

    /// Has a person consent to a call, or not: mostly with the newest permit for this very call and
    /// its amount.
    ///
    /// Sometimes it is another order's permit, or one for another call of the order or for another
    /// total, or one that never was; another amount; or the one who requested the call. Who makes
    /// the call was drawn before, and may be anybody.
    ///
    /// - Parameter isFollowing: Whether the call is made because a permit was given for it.
    func bringConsent(to call: SimulatedCall, isFollowing: Bool) {
        guard let stranger = person() else { return }
        let isCareless = dice.falls(tampering == .disguisesPermits ? 700 : 100)
        let known = permits.last {
            isCareless ? $0.order == call.order && $0.call != call.asked : $0.fits(call)
        }
        let permit: GivenPermit?
        switch isFollowing ? 2 + dice.below(8) : dice.below(10) {
        // What is broken on purpose shows sooner where permits are used again and again.
        case _ where tampering != nil && known != nil: permit = known
        case 0...1: return
        case 2...7 where known == nil: return
        case 2...7: permit = known
        case 8 where permits.isEmpty: return
        case 8: permit = dice.pick(permits)
        default: permit = nil
        }
        guard let permit else {
            let amount = atStake(in: call)
            let token = PermitToken("pmt_nobody-has-this")
            return bring(Consent(token: token, atStake: amount, by: stranger), nil, to: call)
        }
        let name = dice.falls(swarm.selfishness) ? permit.requestedBy.name : stranger
        bring(oracle.state(amount(to: permit, for: call), to: permit, by: name), permit, to: call)
    }

    private func bring(_ consent: Consent, _ permit: GivenPermit?, to call: SimulatedCall) {
        (call.consent, call.permit) = (consent, permit)
        tell {
            "#\(call.number) \(consent.atStake) stated by \(consent.acknowledgedBy), requested by "
                + "\(permit?.requestedBy.name.text ?? "nobody")"
        }
    }

    /// What a person states who was shown a loss.
    private func amount(to permit: GivenPermit, for call: SimulatedCall) -> Amount {
        let loss = permit.loss
        let due = oracle.orders[call.order].due
        // The permit of something else with the amount that is truly at stake.
        if !permit.fits(call), dice.falls(500) { return atStake(in: call) }
        guard dice.falls(swarm.misstatements) else { return loss.atStake }
        let total = loss.atStake.fen + loss.alreadyPaid.fen
        let fen = dice.pick([
            0, 1, loss.atStake.fen - 1, loss.atStake.fen + 1, loss.atStake.fen * 100, total, due,
            loss.alreadyPaid.fen, weChat.orders[call.order].due,
        ])
        return (try? Amount(fen: fen)) ?? .zero
    }

    /// What the call truly gives up, as far as is known.
    private func atStake(in call: SimulatedCall) -> Amount {
        let stake = call.asked.flatMap(oracle.orders[call.order].stake)
        return stake.flatMap { try? Amount(fen: $0) } ?? .zero
    }

    /// The engine's settings; the oracle goes by the schedule's.
    var settings: EngineSettings {
        var settings = swarm.settings
        if tampering == .asksNoSecondPerson { settings.policy.secondPerson = nil }
        if tampering == .asksNoTwoPeople { settings.policy.twoPeople = nil }
        return settings
    }
}

/// What lies between people and the engine, which must pass on what they say.
extension Work {
    /// The consent as the engine is given it.
    var consentAsPassed: Consent? {
        guard let stated = call.consent else { return nil }
        switch world.tampering {
        case .statesForThePerson:
            return Consent(
                token: stated.token, atStake: call.permit?.loss.atStake ?? stated.atStake,
                by: stated.acknowledgedBy.name)
        case .statesTheDifference where call.asked != .cancel:
            return Consent(
                token: stated.token, atStake: call.permit?.loss.atStake ?? stated.atStake,
                by: stated.acknowledgedBy.name)
        case .signsForThePerson:
            return Consent(token: stated.token, atStake: stated.atStake, by: call.caller.actor)
        default: return stated
        }
    }

    /// The caller as the engine is told.
    var callerAsPassed: Caller {
        guard world.tampering == .callsForThePerson, let stated = call.consent else {
            return call.caller
        }
        return Caller(actor: stated.acknowledgedBy.name, channel: call.caller.channel)
    }
}
