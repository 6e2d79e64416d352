import OrderJournal
import OrderLifecycle

/// Authorizations and customers, lies included.
extension LedgerView {
    func authorization(_ code: AuthorizationCode) -> AuthorizationProjection? {
        let known = ledger.authorizations[code]
        switch (ledger.tampering, known?.state) {
        case (.hidesAuthorizationAttempts, _): return known?.with(openAttempt: .some(nil))
        case (.forgetsEndings, .unavailable):
            return known?.with(knowledge: AuthorizationKnowledge(.pending))
        default: return known
        }
    }

    func authorizations(
        after cursor: AuthorizationCode?, limit: Int
    ) -> [AuthorizationProjection] {
        let found = ledger.authorizations.values
            .filter { $0.code.text > cursor?.text ?? "" }
            .sorted { $0.code.text < $1.code.text }
        return Array(found.prefix(limit))
    }

    func authorizations(of customer: CustomerID, limit: Int) -> [AuthorizationProjection] {
        let found = authorizations(after: nil, limit: .max).filter { $0.customer == customer }
        return Array(found.prefix(limit))
    }

    func openOrders(of customer: CustomerID, limit: Int) -> [OutOrderNumber] {
        if ledger.tampering == .hidesOpenOrders { return [] }
        let found = ledger.orders.values
            .filter { $0.customer == customer && $0.state.phase?.kind.isFinal != true }
            .filter { $0.openAttempt != nil || $0.state != .unseen }
            .map(\.order)
            .sorted { $0.text < $1.text }
        return Array(found.prefix(limit))
    }

    func customer(_ id: CustomerID) -> CustomerEntry? { ledger.customers[id] }

    func customer(digest: Digest32) -> CustomerEntry? {
        ledger.customers.values.first { $0.digest == digest }
    }

    func keep(_ customer: CustomerEntry) throws {
        try ledger.noting {
            guard self.customer(customer.id) == nil,
                customer.digest.flatMap({ self.customer(digest: $0) }) == nil
            else {
                throw JournalError(.conflict, "a customer of this name or digest is kept already")
            }
            ledger.keep(customer)
        }
    }
}

extension AuthorizationProjection {
    /// This projection with something else said of it.
    fileprivate func with(
        knowledge: AuthorizationKnowledge? = nil, openAttempt: AttemptID?? = nil
    ) -> AuthorizationProjection {
        AuthorizationProjection(
            code: code, revision: revision, head: head, knowledge: knowledge ?? self.knowledge,
            customer: customer, openAttempt: openAttempt ?? self.openAttempt,
            observedAt: observedAt, createdAt: createdAt, updatedAt: updatedAt)
    }
}
