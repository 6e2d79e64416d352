import JournalStorage
public import OrderJournal
public import OrderLifecycle

extension PostgresJournalStore: IdempotencyKeyStore {
    /// Claims a key, unless it is claimed already; the claim is durable before it returns.
    ///
    /// - Throws: `JournalError`.
    public func claim(_ claim: IdempotencyClaim) async throws -> IdempotencyClaim? {
        let call = IdempotencyRows.claim.call(on: partition) { values in
            values.add(claim.key)
            values.add(claim.request)
            values.add(claim.at)
        }
        return try await write([call]) { try $0[0].first(ClaimRow.read) }
    }

    /// Keeps the answer under a key that has none.
    ///
    /// - Throws: `JournalError`.
    public func keep(_ answer: [UInt8], under key: Digest32) async throws {
        let call = IdempotencyRows.answering.call(on: partition) { values in
            values.add(key)
            values.add(answer)
        }
        try await write([call]) { _ in }
    }

    /// Gives up a key that has no answer.
    ///
    /// - Throws: `JournalError`.
    public func release(_ key: Digest32) async throws {
        let call = IdempotencyRows.releasing.call(on: partition) { $0.add(key) }
        try await write([call]) { _ in }
    }

    /// Removes claims that were made before a moment.
    ///
    /// - Throws: `JournalError`.
    public func removeClaims(before moment: Timestamp, limit: Int) async throws -> Int {
        let call = IdempotencyRows.removal.call(on: partition) { values in
            values.add(moment)
            values.add(max(0, limit))
        }
        return try await write([call]) { answers in
            Int(clamping: try answers[0].first { try $0.number() } ?? 0)
        }
    }
}
