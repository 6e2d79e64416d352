import OrderJournal
import OrderLifecycle
import Synchronization

/// The tokens that a running server accepts; they can be replaced while it runs.
public final class AcceptedTokens: Sendable {
    private struct State {
        var list: TokenList
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
    }

    private let state: Mutex<State>

    /// Accepts the tokens of a list.
    public init(_ list: TokenList) {
        state = Mutex(State(list: list))
    }

    /// Accepts the tokens of another list from now on, and no others; a stream of events whose
    /// token is not among them ends.
    public func replace(with list: TokenList) {
        let waiting = state.withLock { state in
            state.list = list
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.finish() }
    }

    /// A sequence that ends once the list was replaced, or nobody reads it any more.
    func untilReplaced() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let number = state.withLock { state in
            state.next += 1
            state.waiting[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.waiting.removeValue(forKey: number) }
        }
        return stream
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
        let tokens = state.withLock { $0.list }
        return try Self.principal(of: tokens.entry(of: String(words[1])), at: now)
    }

    /// Returns whose token has this digest, as long as it is accepted.
    func principal(
        holding digest: Digest32, at now: Timestamp
    ) throws(ServiceProblem) -> Principal {
        let tokens = state.withLock { $0.list }
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
