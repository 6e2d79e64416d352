public import OrderJournal
public import OrderLifecycle

extension InMemoryJournal: IdempotencyKeyStore {
    /// Claims a key, unless it is claimed already.
    public func claim(_ claim: IdempotencyClaim) async throws -> IdempotencyClaim? {
        tamper { content in
            guard let known = content.claims[claim.key] else {
                content.claims[claim.key] = claim
                return nil
            }
            return known
        }
    }

    /// Keeps the answer under a key that has none.
    public func keep(_ answer: [UInt8], under key: Digest32) async throws {
        tamper { content in
            guard let claim = content.claims[key], claim.answer == nil else { return }
            content.claims[key] = IdempotencyClaim(
                key: key, request: claim.request, at: claim.at, answer: answer)
        }
    }

    /// Gives up a key that has no answer.
    public func release(_ key: Digest32) async throws {
        tamper { content in
            if content.claims[key]?.answer == nil { content.claims[key] = nil }
        }
    }

    /// Removes claims that were made before a moment.
    public func removeClaims(before moment: Timestamp, limit: Int) async throws -> Int {
        tamper { content in
            let old = content.claims.values.filter { $0.at < moment }
                .sorted { $0.at < $1.at }
                .first(limit)
            for claim in old { content.claims[claim.key] = nil }
            return old.count
        }
    }
}
