/// The tables about customers and what they have agreed to.
extension JournalTable {
    static let authorizations = JournalTable(
        "payscore_authorizations", .evidence,
        columns: """
                code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 32),
                revision INTEGER NOT NULL CHECK (revision >= 1),
                head BLOB NOT NULL CHECK (length(head) = 32),
                phase TEXT NOT NULL,
                since INTEGER,
                customer TEXT,
                open_attempt TEXT,
                observed_at INTEGER,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            """,
        options: "STRICT, WITHOUT ROWID",
        and: [
            refusal(of: "DELETE", on: "payscore_authorizations", "an authorization stays"),
            """
            CREATE INDEX payscore_authorizations_by_customer
            ON payscore_authorizations (customer, code) WHERE customer IS NOT NULL
            """,
        ])

    /// Who a customer is stands nowhere.
    ///
    /// A keyed digest leads to the row, and a wrapped key opens what was sealed for them. Both are
    /// emptied when the customer is forgotten, and never filled again.
    static let customers = JournalTable(
        "payscore_customers", .operational,
        columns: """
                id TEXT PRIMARY KEY CHECK (length(id) = 24),
                digest BLOB UNIQUE CHECK (length(digest) = 32),
                wrapped_key BLOB CHECK (length(wrapped_key) = 60),
                CHECK ((digest IS NULL) = (wrapped_key IS NULL))
            """,
        options: "STRICT, WITHOUT ROWID",
        and: [
            refusal(of: "DELETE", on: "payscore_customers", "customers stay"),
            refusal(
                of: "UPDATE", on: "payscore_customers",
                when: "NEW.id IS NOT OLD.id OR NEW.digest IS NOT NULL",
                named: "payscore_customers_forgotten_once", "a customer can only be forgotten"),
        ])
}
