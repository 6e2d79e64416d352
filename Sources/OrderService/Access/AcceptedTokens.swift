import OrderJournal
import OrderLifecycle
import Synchronization

/// The tokens that a running server accepts; they can be replaced while it runs.
public final class AcceptedTokens: Sendable {
    private let list: Mutex<TokenList>

    /// Accepts the tokens of a list.
    public init(_ list: TokenList) {
        self.list = Mutex(list)
    }

    /// Accepts the tokens of another list from now on, and no others.
    public func replace(with list: TokenList) {
        self.list.withLock { $0 = list }
    }

    /// Returns whose token was presented.
    func principal(
        presenting values: [String], at now: Timestamp
    ) throws(ServiceProblem) -> Principal {
        guard let value = values.first else { throw .access(.tokenMissing) }
        let words = value.split(separator: " ", omittingEmptySubsequences: false)
        guard values.count == 1, words.count == 2, words[0].lowercased() == "bearer" else {
            throw .access(.tokenMissing)
        }
        let tokens = list.withLock { $0 }
        return try Self.principal(of: tokens.entry(of: String(words[1])), at: now)
    }

    /// Returns whose token has this digest, as long as it is accepted.
    func principal(
        holding digest: Digest32, at now: Timestamp
    ) throws(ServiceProblem) -> Principal {
        let tokens = list.withLock { $0 }
        return try Self.principal(of: tokens.entries.first { $0.digest == digest }, at: now)
    }

    private static func principal(
        of entry: TokenEntry?, at now: Timestamp
    ) throws(ServiceProblem) -> Principal {
        guard let entry else { throw .access(.tokenUnknown) }
        guard !entry.isExpired(at: now) else { throw .access(.tokenExpired) }
        return entry.principal
    }
}
