import JournalStorage
import OrderJournal

/// The table `payscore_customers`.
enum CustomerRows {
    private static let table = "payscore_customers"
    private static let byID = StatementText(
        "SELECT id, digest, wrapped_key FROM payscore_customers WHERE id = ?")
    private static let byDigest = StatementText(
        "SELECT id, digest, wrapped_key FROM payscore_customers WHERE digest = ?")
    private static let insertion = StatementText(
        "INSERT INTO payscore_customers (id, digest, wrapped_key) VALUES (?, ?, ?)")
    private static let emptying = StatementText(
        "UPDATE payscore_customers SET digest = NULL, wrapped_key = NULL WHERE id = ?")

    static func customer(_ id: CustomerID, _ statements: Statements) throws -> CustomerEntry? {
        try statements.first(byID, of: table, with: { $0.add(id.text) }, reading: CustomerRow.read)
    }

    static func customer(digest: Digest32, _ statements: Statements) throws -> CustomerEntry? {
        try statements.first(
            byDigest, of: table, with: { $0.add(digest) }, reading: CustomerRow.read)
    }

    /// - Throws: ``JournalError`` with ``JournalErrorCode/conflict`` where the customer is kept
    ///   already.
    static func insert(_ customer: CustomerEntry, _ statements: Statements) throws {
        let isDigestKnown = try customer.digest.flatMap {
            try self.customer(digest: $0, statements)
        }
        guard try self.customer(customer.id, statements) == nil, isDigestKnown == nil else {
            throw JournalError.customerKept
        }
        try statements.change(insertion) { CustomerRow.write(customer, to: &$0) }
    }

    static func empty(_ id: CustomerID, _ statements: Statements) throws {
        try statements.change(emptying) { $0.add(id.text) }
    }
}
