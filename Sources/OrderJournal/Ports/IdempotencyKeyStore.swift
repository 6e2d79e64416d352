public import OrderLifecycle

/// Keeps which requests were begun under which idempotency key, and how they were answered, so that
/// none is obeyed twice.
///
/// What is stored is durable before a function returns. An implementation is correct if it passes
/// `IdempotencyConformance` of `OrderEngineTesting`.
public protocol IdempotencyKeyStore: Sendable {
    /// Claims a key, unless it is claimed already.
    ///
    /// - Returns: The claim that was there; `nil` if the key is claimed now.
    /// - Throws: ``JournalError``.
    func claim(_ claim: IdempotencyClaim) async throws -> IdempotencyClaim?

    /// Keeps the answer under a key that was claimed and has none; otherwise it changes nothing.
    ///
    /// - Throws: ``JournalError``.
    func keep(_ answer: [UInt8], under key: Digest32) async throws

    /// Gives up a key that has no answer; otherwise it changes nothing.
    ///
    /// - Throws: ``JournalError``.
    func release(_ key: Digest32) async throws

    /// Removes claims that were made before a moment, the oldest first.
    ///
    /// - Parameters:
    ///   - moment: Claims from then on stay.
    ///   - limit: How many at most.
    /// - Returns: How many were removed.
    /// - Throws: ``JournalError``.
    func removeClaims(before moment: Timestamp, limit: Int) async throws -> Int
}
