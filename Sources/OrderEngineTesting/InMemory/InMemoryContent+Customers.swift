package import OrderJournal
package import OrderLifecycle

extension InMemoryContent {
    package func authorization(_ code: AuthorizationCode) -> AuthorizationProjection? {
        authorizations[code]
    }

    package func authorizations(
        after cursor: AuthorizationCode?, limit: Int
    ) -> [AuthorizationProjection] {
        authorizations.values
            .filter { $0.code.text > cursor?.text ?? "" }
            .sorted { $0.code.text < $1.code.text }
            .first(limit)
    }

    package func authorizations(
        of customer: CustomerID, limit: Int
    ) -> [AuthorizationProjection] {
        authorizations(after: nil, limit: .max).filter { $0.customer == customer }.first(limit)
    }

    package func openOrders(of customer: CustomerID, limit: Int) -> [OutOrderNumber] {
        orders.values
            .filter { $0.customer == customer && $0.state.phase?.kind.isFinal != true }
            .filter { $0.openAttempt != nil || $0.state != .unseen }
            .map(\.order)
            .sorted { $0.text < $1.text }
            .first(limit)
    }

    package func customer(_ id: CustomerID) -> CustomerEntry? { customers[id] }

    package func customer(digest: Digest32) -> CustomerEntry? {
        customers.values.first { $0.digest == digest }
    }

    package func keep(_ customer: CustomerEntry) throws {
        try noting {
            guard customers[customer.id] == nil,
                customer.digest.flatMap({ self.customer(digest: $0) }) == nil
            else { throw JournalError.customerKept }
            customers[customer.id] = customer
        }
    }
}
