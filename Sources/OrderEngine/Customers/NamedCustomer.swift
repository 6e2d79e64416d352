import OrderJournal

/// The customer whom a request names, and the key that seals it.
struct NamedCustomer: Sendable {
    let id: CustomerID
    let key: RequestKey
}
