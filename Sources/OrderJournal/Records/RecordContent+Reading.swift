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
            if let fact = try lines.authorizationFact() { return .authorization(fact) }
            if let fact = try lines.journalFact() { return .journal(fact) }
            throw UnreadableRecord(sequence: sequence, member: "event")
        }
    }

    /// Where the order stood before the record; `nil` of a record that is about none.
    ///
    /// - Throws: ``UnreadableRecord`` if the text has no meaning.
    public var stateBefore: OrderState? {
        get throws(UnreadableRecord) { try state(of: phaseBefore, "phase_before") }
    }

    /// Where the order stands after the record, elsewhere or not; `nil` of a record that is about
    /// none.
    ///
    ///     if case .known(.done(let paid, _))? = try record.stateAfter { book(paid) }
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
        guard let text, subject.order != nil else { return nil }
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
        case "notified": return record.subject == .journal ? nil : .notified(try notification())
        default: return try approvalFact().map { .approval($0) }
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
                    attempt: try attempt(), attempted: try word("call"), outcome: try outcome(),
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
        case "swept": return .swept(try sweep())
        case "resumed": return .resumed(try resumption())
        case "notified": return .notified(try notification())
        case "customer_forgotten": return .customerForgotten(try customer("customer"))
        default: return nil
        }
    }
}
