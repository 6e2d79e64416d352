/// The table of the requests that were begun under a key of their caller's.
extension JournalTable {
    /// Neither key nor request can be read from it; the answer is what the caller was told.
    static let idempotencyKeys = JournalTable(
        "payscore_idempotency_keys", .operational,
        columns: """
                key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
                request BLOB NOT NULL CHECK (length(request) = 32),
                claimed_at INTEGER NOT NULL,
                answer BLOB
            """,
        and: [
            """
            CREATE INDEX payscore_idempotency_keys_by_claim
            ON payscore_idempotency_keys (claimed_at)
            """,
            refusal(
                of: "UPDATE", on: "payscore_idempotency_keys",
                when: "OLD.answer IS NOT NULL OR NEW.key IS NOT OLD.key "
                    + "OR NEW.request IS NOT OLD.request",
                named: "payscore_idempotency_keys_answered_once", "a request is answered once"),
        ])
}
