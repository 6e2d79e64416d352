import OrderLifecycle

extension ReplayableRecord {
    /// What the record tells, with its meaning.
    ///
    /// - Throws: ``UnreadableRecord`` if a word or a number has no meaning.
    public func content() throws(UnreadableRecord) -> RecordContent {
        let lines = DetailReader(record: self)
        if let kind = OrderEvent.Kind(rawValue: event) {
            return .happened(try lines.event(kind), isSigned: try lines.isSigned())
        }
        if let kind = OutsideChange.Kind(rawValue: event) {
            return .happened(
                try lines.event(try lines.word("change")), isSigned: try lines.isSigned(),
                outside: OutsideChange(kind, loss: try lines.loss()))
        }
        switch event {
        case "observation_confirmed": return .observed(.confirmed, isSigned: try lines.isSigned())
        case "observation_resolved": return .observed(.resolved, isSigned: try lines.isSigned())
        case "observation_indeterminate":
            return .observed(.indeterminate(try lines.word("why")), isSigned: try lines.isSigned())
        case "observation_stale":
            return .observed(.stale(try lines.word("seen")), isSigned: try lines.isSigned())
        case "observation_contradiction":
            return .observed(
                .contradiction(try lines.word("contradiction")), isSigned: try lines.isSigned())
        case "identified": return .identified(lines.identity())
        case "decided": return .decided(try lines.decision())
        case "permit_issued": return .permitIssued(try lines.permit())
        case "intended": return .intended(try lines.intent())
        case "dispatched":
            return .dispatched(try lines.attempt(), count: Int(try lines.number("count")))
        case "deferred": return .deferred(try lines.deferral())
        case "settled":
            return .settled(
                try lines.attempt(), try lines.word("call"), try lines.outcome(),
                uncertainty: try lines.wordIfAny("uncertainty"), why: detail?["why"])
        case "parked": return .parked(try lines.attempt())
        case "applied_late": return .appliedLate(try lines.attempt())
        case "protected": return .protected
        case "unprotected": return .unprotected
        case "velocity_limit_tripped": return .velocityLimitTripped
        case "velocity_limit_reset": return .velocityLimitReset
        case "key_added": return .keyAdded(publicKey: try lines.text("public_key"))
        case "resumed": return .resumed(try lines.resumption())
        default: throw UnreadableRecord(sequence: sequence, member: "event")
        }
    }
}

/// Reads the lines of a record's detail; every reader names the line that it could not read.
private struct DetailReader<Source: ReplayableRecord> {
    let record: Source

    func text(_ name: String) throws(UnreadableRecord) -> String {
        guard let value = record.detail?[name] else { throw unreadable(name) }
        return value
    }

    func word<Word: RawRepresentable<String>>(_ name: String) throws(UnreadableRecord) -> Word {
        guard let word = Word(rawValue: try text(name)) else { throw unreadable(name) }
        return word
    }

    func wordIfAny<Word: RawRepresentable<String>>(
        _ name: String
    ) throws(UnreadableRecord) -> Word? {
        record.detail?[name] == nil ? nil : try word(name)
    }

    func number(_ name: String) throws(UnreadableRecord) -> Int64 {
        let text = try text(name)
        guard let number = Int64(text), number >= 0, String(number) == text else {
            throw unreadable(name)
        }
        return number
    }

    func amount(_ name: String) throws(UnreadableRecord) -> Amount {
        guard let amount = Amount(decimal: try text(name)) else { throw unreadable(name) }
        return amount
    }

    func digest(_ name: String) throws(UnreadableRecord) -> Digest32 {
        guard let digest = Digest32(hex: try text(name)) else { throw unreadable(name) }
        return digest
    }

    func time(_ name: String) throws(UnreadableRecord) -> Timestamp {
        guard let time = try? Timestamp(milliseconds: try number(name)) else {
            throw unreadable(name)
        }
        return time
    }

    func phase(_ name: String) throws(UnreadableRecord) -> OrderPhase {
        guard let phase = StateText.phase(try text(name)) else { throw unreadable(name) }
        return phase
    }

    func attempt() throws(UnreadableRecord) -> AttemptID {
        AttemptID(try text("attempt"))
    }

    func isSigned() throws(UnreadableRecord) -> Bool {
        switch record.detail?["verified"] {
        case nil: return true
        case "no": return false
        case .some: throw unreadable("verified")
        }
    }

    func loss() throws(UnreadableRecord) -> OutsideChange.Loss {
        if let lost = try present("lost", amount) { return .exactly(lost) }
        switch record.detail?["lost_up_to"] {
        case nil: return .nothing
        case "unknown": return .upTo(nil)
        case .some: return .upTo(try amount("lost_up_to"))
        }
    }

    func actor(_ name: String) throws(UnreadableRecord) -> ActorName {
        guard let actor = try? ActorName(try text(name)) else { throw unreadable(name) }
        return actor
    }

    /// What is given up by a call.
    func atStake() throws(UnreadableRecord) -> Loss {
        let words = try text("hazards").split(separator: ",", omittingEmptySubsequences: false)
        let hazards = words.compactMap { Hazard(rawValue: String($0)) }
        guard hazards.count == words.count else { throw unreadable("hazards") }
        let loss = Loss(
            hazards, atStake: try amount("at_stake"),
            alreadyPaid: try present("already_paid", amount) ?? .zero)
        guard let loss else { throw unreadable("at_stake") }
        return loss
    }

    /// Reads a line only where it stands.
    func present<Value>(
        _ name: String, _ read: (String) throws(UnreadableRecord) -> Value
    ) throws(UnreadableRecord) -> Value? {
        record.detail?[name] == nil ? nil : try read(name)
    }

    func unreadable(_ member: String) -> UnreadableRecord {
        UnreadableRecord(sequence: record.sequence, member: member)
    }
}

extension DetailReader {
    func event(_ kind: OrderEvent.Kind) throws(UnreadableRecord) -> OrderEvent {
        switch kind {
        case .created:
            .created(try word("mode"), riskFund: try present("risk_fund", amount))
        case .adopted: .adopted(try phase("phase"))
        case .confirmed: .confirmed
        case .completed: .completed(due: try amount("due"))
        case .completedWithoutCharge: .completedWithoutCharge
        case .reduced: .reduced(total: try amount("total"))
        case .partlyPaid: .partlyPaid(paid: try amount("paid"))
        case .paid: .paid(try present("paid", amount), through: try present("through", word))
        case .revoked: .revoked
        case .expired: .expired
        case .advanced: .advanced(try phase("phase"))
        case .corrected: .corrected(try phase("phase"))
        }
    }

    func identity() -> OrderIdentity {
        func identifier<ID: WeChatIdentifier>(_ name: String) -> ID? {
            record.detail?[name].flatMap { try? ID($0) }
        }
        return OrderIdentity(
            merchantID: identifier("mchid"), appID: identifier("appid"),
            serviceID: identifier("service_id"), orderID: identifier("order_id"))
    }

    func decision() throws(UnreadableRecord) -> DecisionDetails {
        DecisionDetails(
            code: try word("decision"),
            reasons: record.detail?["reasons"]?.split(separator: ",").map(String.init) ?? [],
            loss: try present("at_stake") { _ throws(UnreadableRecord) in try atStake() },
            notice: record.detail?["notice"],
            stateRevision: try number("phase_revision"), call: try word("call"),
            total: try present("total", amount), problem: record.detail?["problem"],
            pointer: record.detail?["pointer"],
            tried: try present("permit", triedConsent))
    }

    private func call() throws(UnreadableRecord) -> OrderCall {
        let call = OrderCall(
            try word("call"),
            CallTerms(
                total: try present("total", amount), mode: try present("mode", word),
                riskFund: try present("risk_fund", amount)))
        guard let call else { throw unreadable("call") }
        return call
    }

    private func triedConsent(_ permit: String) throws(UnreadableRecord) -> TriedConsent {
        TriedConsent(
            permit: try digest(permit), atStake: try amount("stated"),
            acknowledgedBy: try actor("acknowledged_by"))
    }

    private func consent(_ permit: String) throws(UnreadableRecord) -> ConsentDetails {
        guard try amount("given_up") > .zero else { throw unreadable("given_up") }
        return ConsentDetails(
            permit: try digest(permit), givenUp: try amount("given_up"),
            requestedBy: try actor("requested_by"),
            acknowledgedBy: try actor("acknowledged_by"), until: try time("acknowledged_until"))
    }

    func permit() throws(UnreadableRecord) -> PermitDetails {
        guard case .order(let order) = record.subject else { throw unreadable("out_order_no") }
        return PermitDetails(
            digest: try digest("permit"),
            terms: Permit(
                order: order, call: try call(), revision: try number("phase_revision"),
                loss: try atStake(),
                requestedBy: record.caller.actor, expiresAt: try time("expires_at"),
                lifetime: try number("lasts")))
    }

    func intent() throws(UnreadableRecord) -> IntentDetails {
        IntentDetails(
            attempt: try attempt(), call: try call(), requestDigest: try digest("request_sha256"),
            consent: try present("permit", consent))
    }

    func deferral() throws(UnreadableRecord) -> DeferralDetails {
        DeferralDetails(
            attempt: try attempt(), why: try text("why"), uncertainty: try word("uncertainty"),
            refusal: record.detail?["refusal"] == nil ? nil : try refusal(),
            lastSentAt: try time("last_sent_at"), nextAt: try time("next_at"))
    }

    func resumption() throws(UnreadableRecord) -> ResumptionDetails {
        ResumptionDetails(
            try word("loss"), epoch: try number("epoch"), found: try number("found"),
            known: try present("known", number), knownRoot: try present("known_root", digest))
    }

    func outcome() throws(UnreadableRecord) -> AttemptOutcome {
        let code = try text("outcome")
        if let proof = AttemptProof(rawValue: code) { return .applied(proof) }
        if let failure = AttemptFailure(rawValue: code) { return .notApplied(failure) }
        guard code == "refused" else { throw unreadable("outcome") }
        return .refused(try refusal())
    }

    private func refusal() throws(UnreadableRecord) -> Refusal {
        Refusal(
            kind: try word("refusal"), code: try text("code"), status: Int(try number("status")),
            message: record.detail?["message"] ?? "")
    }
}
