import OrderLifecycle
import Synchronization

/// The tokens that a running server accepts; they can be replaced while it runs.
///
/// They are those of a list, and those that the merchant's identity provider signs, if it has one.
public final class AcceptedTokens: Sendable {
    private struct State {
        var list: TokenList
        var provider: IdentityProvider?
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
    }

    private let state: Mutex<State>

    /// Accepts the tokens of a list and those of an identity provider.
    public init(_ list: TokenList, provider: IdentityProvider? = nil) {
        state = Mutex(State(list: list, provider: provider))
    }

    /// Accepts the tokens of another list from now on, in place of those of the last one; a stream
    /// of events whose token is not among them ends.
    public func replace(with list: TokenList) {
        replace { $0.list = list }
    }

    /// Accepts what another identity provider signs from now on, or nobody's, in place of what the
    /// last one did; a stream of events whose token is not among it ends.
    public func replace(provider: IdentityProvider?) {
        replace { $0.provider = provider }
    }

    private func replace(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.finish() }
    }

    /// Whether there is an identity provider.
    public var hasProvider: Bool { state.withLock { $0.provider != nil } }

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

    /// Returns the token that was presented, whoever's it is.
    func credential(presenting values: [String]) throws(ServiceProblem) -> Credential {
        guard let value = values.first else { throw .access(.tokenMissing) }
        let words = value.split(separator: " ", omittingEmptySubsequences: false)
        guard values.count == 1, words.count == 2, words[0].lowercased() == "bearer" else {
            throw .access(.tokenMissing)
        }
        return Credential(token: String(words[1]))
    }

    /// Returns whose token it is, as long as it is accepted.
    func principal(
        of credential: Credential, at now: Timestamp
    ) throws(ServiceProblem) -> Principal {
        let (list, provider) = state.withLock { ($0.list, $0.provider) }
        switch credential {
        case .bearerToken(let digest):
            guard let entry = list.entry(of: digest) else { throw .access(.tokenUnknown) }
            guard !entry.isExpired(at: now) else { throw .access(.tokenExpired) }
            return entry.principal
        case .identityToken(let token):
            guard let provider else { throw .access(.tokenUnknown) }
            return try provider.principal(of: token, at: now)
        case .peerCredentials: throw .access(.tokenUnknown)
        }
    }
}
