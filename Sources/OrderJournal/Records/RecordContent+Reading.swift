public import OrderLifecycle

extension JournalRecord {
    /// What the record tells, with its meaning.
    ///
    /// - Throws: ``UnreadableRecord`` if a word or a number has no meaning.
    public var content: RecordContent {
        get throws(UnreadableRecord) {
            let lines = DetailReader(self)
            if let fact = try lines.orderFact() { return .order(fact) }
            if let fact = try lines.attemptFact() { return .attempt(fact) }
            if let fact = try lines.journalFact() { return .journal(fact) }
            throw UnreadableRecord(sequence: sequence, member: "event")
        }
    }

    /// Where the order stood before the record; `nil` for the journal itself.
    ///
    /// - Throws: ``UnreadableRecord`` if the text has no meaning.
    public var stateBefore: OrderState? {
        get throws(UnreadableRecord) { try state(of: phaseBefore, "phase_before") }
    }

    /// Where the order stands after the record, elsewhere or not; `nil` for the journal itself.
    ///
    ///     if case .known(.done(let paid))? = try record.stateAfter { book(paid) }
    ///
    /// - Throws: ``UnreadableRecord`` if the text has no meaning.
    public var stateAfter: OrderState? {
        get throws(UnreadableRecord) {
            try phaseAfter == nil ? stateBefore : state(of: phaseAfter, "phase_after")
        }
    }

    private func state(
        of text: String?, _ member: String
    ) throws(UnreadableRecord) -> OrderState? {
        guard let text else { return nil }
        guard let state = StateText.state(text) else {
            throw UnreadableRecord(sequence: sequence, member: member)
        }
        return state
    }
}

extension DetailReader {
    /// What the record tells of an order; `nil` if its event is none of an order's.
    fileprivate func orderFact() throws(UnreadableRecord) -> OrderFact? {
        if let kind = OrderEvent.Kind(rawValue: record.event) {
            return .happened(try event(kind), isSigned: try isSigned())
        }
        if let kind = OutsideChange.Kind(rawValue: record.event) {
            return .happened(
                try event(try word("change")), isSigned: try isSigned(),
                outside: OutsideChange(kind, loss: try loss()))
        }
        switch record.event {
        case "observation_confirmed": return .observed(.confirmed, isSigned: try isSigned())
        case "observation_resolved": return .observed(.resolved, isSigned: try isSigned())
        case "observation_indeterminate":
            return .observed(.indeterminate(try word("why")), isSigned: try isSigned())
        case "observation_stale":
            return .observed(.stale(try word("seen")), isSigned: try isSigned())
        case "observation_contradiction":
            return .observed(.contradiction(try word("contradiction")), isSigned: try isSigned())
        case "identified": return .identified(identity())
        case "decided": return .decided(try decision())
        case "permit_issued": return .permitIssued(try permit())
        case "protected": return .protected
        case "unprotected": return .unprotected
        case "noted": return .noted(NoteDetails(about: try earlier("about"), try word("stance")))
        case "alarm_acknowledged": return .alarmAcknowledged(raisedBy: try earlier("about"))
        default: return nil
        }
    }

    /// What the record tells of an attempt; `nil` if its event is none of an attempt's.
    fileprivate func attemptFact() throws(UnreadableRecord) -> AttemptFact? {
        switch record.event {
        case "intended": return .intended(try intent())
        case "dispatched": return .dispatched(try attempt(), count: Int(try number("count")))
        case "deferred": return .deferred(try deferral())
        case "settled":
            return .settled(
                SettlementDetails(
                    attempt: try attempt(), call: try word("call"), outcome: try outcome(),
                    uncertainty: try wordIfAny("uncertainty"), why: lines["why"]))
        case "parked": return .parked(try attempt())
        case "applied_late": return .appliedLate(try attempt())
        default: return nil
        }
    }

    /// What the record tells of the journal; `nil` if its event is none of the journal's.
    fileprivate func journalFact() throws(UnreadableRecord) -> JournalFact? {
        switch record.event {
        case "begun": return .begun(try beginning())
        case "velocity_limit_tripped": return .velocityLimitTripped
        case "velocity_limit_reset": return .velocityLimitReset
        case "policy_changed": return .policyChanged(try policy())
        case "key_added": return .keyAdded(publicKey: try text("public_key"))
        case "resumed": return .resumed(try resumption())
        default: return nil
        }
    }
}

/// Reads the lines of a record's detail; every reader names the line that it could not read.
private struct DetailReader {
    let record: JournalRecord
    let lines: Lines

    /// The values by their names; of two lines with one name the first counts.
    struct Lines {
        let pairs: [(name: String, value: String)]

        subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }
    }

    init(_ record: JournalRecord) {
        self.record = record
        lines = Lines(pairs: record.detail?.pairs ?? [])
    }

    func text(_ name: String) throws(UnreadableRecord) -> String {
        guard let value = lines[name] else { throw unreadable(name) }
        return value
    }

    func word<Word: RawRepresentable<String>>(_ name: String) throws(UnreadableRecord) -> Word {
        guard let word = Word(rawValue: try text(name)) else { throw unreadable(name) }
        return word
    }

    func wordIfAny<Word: RawRepresentable<String>>(
        _ name: String
    ) throws(UnreadableRecord) -> Word? {
        lines[name] == nil ? nil : try word(name)
    }

    func number(_ name: String) throws(UnreadableRecord) -> Int64 {
        let text = try text(name)
        guard let number = Int64(text), number >= 0, String(number) == text else {
            throw unreadable(name)
        }
        return number
    }

    /// The revision of an earlier record of the same subject.
    func earlier(_ name: String) throws(UnreadableRecord) -> Int64 {
        let revision = try number(name)
        guard revision > 0, revision < record.revision else { throw unreadable(name) }
        return revision
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
        switch lines["verified"] {
        case nil: return true
        case "no": return false
        case .some: throw unreadable("verified")
        }
    }

    func loss() throws(UnreadableRecord) -> OutsideChange.Loss {
        if let lost = try present("lost", amount) { return .exactly(lost) }
        switch lines["lost_up_to"] {
        case nil: return .nothing
        case "unknown": return .upTo(nil)
        case .some: return .upTo(try amount("lost_up_to"))
        }
    }

    /// A person, and how it is known that it is this one.
    func person(
        _ name: String, identifiedBy way: String
    ) throws(UnreadableRecord) -> IdentifiedActor {
        guard let actor = try? ActorName(try text(name)) else { throw unreadable(name) }
        guard let identification = try? ActorIdentification(text: try text(way)) else {
            throw unreadable(way)
        }
        return IdentifiedActor(actor, identification)
    }

    func acknowledger() throws(UnreadableRecord) -> IdentifiedActor {
        try person("acknowledged_by", identifiedBy: "acknowledger_identified_by")
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
        lines[name] == nil ? nil : try read(name)
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
        case .paid:
            .paid(
                try present("paid", amount), through: try present("through", word),
                transactionIDs: try present("transaction_id", transactionIDs) ?? [])
        case .revoked: .revoked
        case .expired: .expired
        case .advanced: .advanced(try phase("phase"))
        case .corrected: .corrected(try phase("phase"))
        }
    }

    private func transactionIDs(_ name: String) throws(UnreadableRecord) -> [TransactionID] {
        let texts = try text(name).split(separator: " ", omittingEmptySubsequences: false)
        let ids = texts.compactMap { try? TransactionID(String($0)) }
        guard ids.count == texts.count else { throw unreadable(name) }
        return ids
    }

    func identity() -> OrderIdentity {
        func identifier<ID: WeChatIdentifier>(_ name: String) -> ID? {
            lines[name].flatMap { try? ID($0) }
        }
        return OrderIdentity(
            merchantID: identifier("mchid"), appID: identifier("appid"),
            serviceID: identifier("service_id"), orderID: identifier("order_id"))
    }

    func decision() throws(UnreadableRecord) -> DecisionDetails {
        DecisionDetails(
            code: try word("decision"),
            reasons: lines["reasons"]?.split(separator: ",").map(String.init) ?? [],
            loss: try present("at_stake") { _ throws(UnreadableRecord) in try atStake() },
            notice: lines["notice"],
            stateRevision: try number("phase_revision"), policy: try digest("policy"),
            call: try word("call"),
            total: try present("total", amount), problem: lines["problem"],
            pointer: lines["pointer"],
            tried: try present("permit", triedConsent),
            isDryRun: try isDryRun())
    }

    private func isDryRun() throws(UnreadableRecord) -> Bool {
        switch lines["dry_run"] {
        case nil: return false
        case "yes": return true
        case .some: throw unreadable("dry_run")
        }
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
            acknowledgedBy: try acknowledger())
    }

    private func consent(_ permit: String) throws(UnreadableRecord) -> ConsentDetails {
        guard try amount("given_up") > .zero else { throw unreadable("given_up") }
        return ConsentDetails(
            permit: try digest(permit), givenUp: try amount("given_up"),
            requestedBy: try person("requested_by", identifiedBy: "requester_identified_by"),
            acknowledgedBy: try acknowledger(), until: try time("acknowledged_until"))
    }

    func permit() throws(UnreadableRecord) -> PermitDetails {
        guard case .order(let order) = record.subject else { throw unreadable("subject") }
        let (digest, call) = (try self.digest("permit"), try self.call())
        let (revision, loss) = (try number("phase_revision"), try atStake())
        let (expiresAt, lifetime) = (try time("expires_at"), try number("lasts"))
        do throws(InvalidValue) {
            let terms = try Permit(
                order: order, call: call, revision: revision, loss: loss,
                requestedBy: record.caller.identifiedActor, expiresAt: expiresAt,
                lifetime: .milliseconds(lifetime))
            return PermitDetails(digest: digest, terms: terms)
        } catch { throw unreadable("lasts") }
    }

    func intent() throws(UnreadableRecord) -> IntentDetails {
        IntentDetails(
            attempt: try attempt(), call: try call(), requestDigest: try digest("request_sha256"),
            consent: try present("permit", consent))
    }

    func deferral() throws(UnreadableRecord) -> DeferralDetails {
        DeferralDetails(
            attempt: try attempt(), why: try text("why"), uncertainty: try word("uncertainty"),
            refusal: lines["refusal"] == nil ? nil : try refusal(),
            claim: try present("unverified_because", claim),
            lastSentAt: try time("last_sent_at"), nextAt: try time("next_at"))
    }

    private func claim(_ because: String) throws(UnreadableRecord) -> AnswerClaim {
        AnswerClaim(
            try word(because), status: Int(try number("unverified_status")),
            code: lines["unverified_code"], message: lines["unverified_message"],
            keyID: lines["unverified_key"], date: try present("unverified_date", time),
            receivedAt: try present("received_at", time))
    }

    func beginning() throws(UnreadableRecord) -> BeginningDetails {
        guard let identity = JournalIdentity(text: try text("identity")) else {
            throw unreadable("identity")
        }
        guard let merchant = try? MerchantID(try text("mchid")) else { throw unreadable("mchid") }
        return BeginningDetails(identity: identity, merchant: merchant)
    }

    func policy() throws(UnreadableRecord) -> PolicyDetails {
        let stated = try digest("policy")
        // A guard of the merchant's own may have the same name, further down.
        let isFirst = lines.pairs.dropFirst().first?.name != "previous"
        let previous = isFirst ? nil : try digest("previous")
        let text = lines.pairs.dropFirst(previous == nil ? 1 : 2)
            .map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
        let details = PolicyDetails(text, previous: previous)
        guard details.digest == stated else { throw unreadable("policy") }
        return details
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
            message: lines["message"] ?? "")
    }
}
