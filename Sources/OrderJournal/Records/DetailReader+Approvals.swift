import OrderLifecycle

extension DetailReader {
    /// What the record tells of a requested call; `nil` if its event is none of one.
    func approvalFact() throws(UnreadableRecord) -> ApprovalFact? {
        switch record.event {
        case "approval_requested": return .requested(try requestedCall())
        case "approval_acknowledged":
            return .acknowledged(
                try approval("approval"), stating: try amount("stated"), by: try acknowledger())
        case "approval_sent_back":
            return .sentBack(try approval("approval"), giving: try lossIfAny())
        default:
            let end = ApprovalEnd.allCases.first { ApprovalFact.event($0) == record.event }
            return try end.map { end throws(UnreadableRecord) in
                .ended(try approval("approval"), end)
            }
        }
    }

    func approval(_ name: String) throws(UnreadableRecord) -> ApprovalID {
        guard let id = try? ApprovalID(try text(name)) else { throw unreadable(name) }
        return id
    }

    private func lossIfAny() throws(UnreadableRecord) -> Loss? {
        try present("at_stake") { _ throws(UnreadableRecord) in try atStake() }
    }

    private func requestedCall() throws(UnreadableRecord) -> ApprovalDetails {
        guard case .order(let order) = record.subject else { throw unreadable("subject") }
        let (call, loss) = (try self.call(), try lossIfAny())
        let (expiresAt, lifetime) = (try time("expires_at"), try number("lasts"))
        let heldUntil = try present("held_until", time)
        guard
            let terms = try? Approval(
                of: order, call, requestedBy: record.caller.identifiedActor, loss: loss,
                expiresAt: expiresAt, lifetime: .milliseconds(lifetime), heldUntil: heldUntil)
        else { throw unreadable("lasts") }
        return ApprovalDetails(
            id: try approval("approval"), terms: terms,
            requestDigest: try digest("request_sha256"))
    }
}
