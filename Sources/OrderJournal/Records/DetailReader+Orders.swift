import OrderLifecycle

extension DetailReader {
    func event(_ kind: OrderEvent.Kind) throws(UnreadableRecord) -> OrderEvent {
        switch kind {
        case .created:
            .created(try word("mode"), riskFund: try present("risk_fund", amount))
        case .adopted: .adopted(try phase("phase"), transactionIDs: try payments())
        case .confirmed: .confirmed
        case .completed: .completed(due: try amount("due"))
        case .completedWithoutCharge: .completedWithoutCharge
        case .reduced: .reduced(total: try amount("total"))
        case .partlyPaid:
            .partlyPaid(paid: try amount("paid"), transactionIDs: try payments())
        case .paid:
            .paid(
                try present("paid", amount), through: try present("through", word),
                transactionIDs: try payments())
        case .revoked: .revoked
        case .expired: .expired
        case .advanced: .advanced(try phase("phase"), transactionIDs: try payments())
        case .corrected: .corrected(try phase("phase"), transactionIDs: try payments())
        }
    }

    /// The numbers of the payments; none where the record names none.
    private func payments() throws(UnreadableRecord) -> [TransactionID] {
        try present("transaction_id", transactionIDs) ?? []
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
            total: try present("total", amount), paidAt: try present("paid_at", time),
            problem: lines["problem"],
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

    func call() throws(UnreadableRecord) -> OrderCall {
        let call = OrderCall(
            try word("call"),
            CallTerms(
                total: try present("total", amount), mode: try present("mode", word),
                riskFund: try present("risk_fund", amount),
                paidAt: try present("paid_at", time)))
        guard let call else { throw unreadable("call") }
        return call
    }

    private func triedConsent(_ permit: String) throws(UnreadableRecord) -> TriedConsent {
        TriedConsent(
            permit: try digest(permit), atStake: try amount("stated"),
            acknowledgedBy: try acknowledger())
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
}
