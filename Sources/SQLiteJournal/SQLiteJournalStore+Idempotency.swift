public import OrderJournal
public import OrderLifecycle

extension SQLiteJournalStore: IdempotencyKeyStore {
    /// Claims a key, unless it is claimed already; the claim is durable before it returns.
    ///
    /// - Throws: `JournalError`.
    public func claim(_ claim: IdempotencyClaim) async throws -> IdempotencyClaim? {
        try await write(on: []) { try IdempotencyRows.claim(claim, $0.statements) }
    }

    /// Keeps the answer under a key that has none.
    ///
    /// - Throws: `JournalError`.
    public func keep(_ answer: [UInt8], under key: Digest32) async throws {
        try await write(on: []) { try IdempotencyRows.keep(answer, under: key, $0.statements) }
    }

    /// Gives up a key that has no answer.
    ///
    /// - Throws: `JournalError`.
    public func release(_ key: Digest32) async throws {
        try await write(on: []) { try IdempotencyRows.release(key, $0.statements) }
    }

    /// Removes claims that were made before a moment.
    ///
    /// - Throws: `JournalError`.
    public func removeClaims(before moment: Timestamp, limit: Int) async throws -> Int {
        try await write(on: []) {
            try IdempotencyRows.remove(before: moment, limit: limit, $0.statements)
        }
    }
}
