import OrderLifecycle

extension DetailReader {
    /// What the record tells of an authorization; `nil` if its event is none of an authorization's.
    func authorizationFact() throws(UnreadableRecord) -> AuthorizationFact? {
        if let event = AuthorizationEvent(rawValue: record.event) {
            return .seen(.event(event), at: try changedAt())
        }
        switch record.event {
        case "authorization_confirmed": return .seen(.confirmed, at: try changedAt())
        case "authorization_stale": return .seen(.stale(try word("seen")), at: try changedAt())
        case "authorization_indeterminate": return .seen(.indeterminate, at: try changedAt())
        case "authorization_bound": return .bound(try customer("customer"))
        case "authorization_decided":
            return .decided(
                AuthorizationDecisionDetails(
                    try word("call"), try word("decision"), reasons: try reasons(),
                    openOrders: try present("open_orders", orders) ?? []))
        default: return nil
        }
    }

    func customer(_ name: String) throws(UnreadableRecord) -> CustomerID {
        guard let customer = CustomerID(text: try text(name)) else { throw unreadable(name) }
        return customer
    }

    private func changedAt() throws(UnreadableRecord) -> Timestamp? {
        try present("changed_at", time)
    }

    private func reasons() throws(UnreadableRecord) -> [AuthorizationDenialReason] {
        guard let text = lines["reasons"] else { return [] }
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        let reasons = words.compactMap { AuthorizationDenialReason(rawValue: String($0)) }
        guard reasons.count == words.count else { throw unreadable("reasons") }
        return reasons
    }

    private func orders(_ name: String) throws(UnreadableRecord) -> [OutOrderNumber] {
        let words = try text(name).split(separator: " ", omittingEmptySubsequences: false)
        let orders = words.compactMap { try? OutOrderNumber(String($0)) }
        guard orders.count == words.count else { throw unreadable(name) }
        return orders
    }
}
