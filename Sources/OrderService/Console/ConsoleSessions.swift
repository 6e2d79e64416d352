import HTTPTypes
import OrderJournal
import OrderLifecycle
import Synchronization

/// The sessions of the console, in memory alone: a restart ends them all.
final class ConsoleSessions: Sendable {
    private struct State {
        var sessions: [Digest32: ConsoleSession] = [:]
        var failures: [Timestamp] = []

        mutating func end(theOldestOf some: [Digest32: ConsoleSession]) {
            let oldest = some.min { $0.value.usedAt < $1.value.usedAt }
            if let oldest { sessions[oldest.key] = nil }
        }
    }

    private let tokens: AcceptedTokens
    private let random: any RandomSource
    private let state = Mutex(State())

    /// The most sessions; beyond, the one that was used longest ago ends.
    static let limit = 1000
    /// The most sessions by one token; beyond, the one of them that was used longest ago ends.
    static let limitOfToken = 20
    /// The most tokens that are not accepted within ``failureWindow``, of everybody together.
    static let failureLimit = 20
    static let failureWindow: Duration = .seconds(60)
    private static let randomBytes = 32

    init(tokens: AcceptedTokens, random: any RandomSource) {
        self.tokens = tokens
        self.random = random
    }

    /// Begins a session for whoever has an accepted token.
    ///
    /// - Returns: What the browser keeps; only its digest is kept here.
    /// - Throws: ``ServiceProblem``: the token is not accepted, or too many were not.
    func begin(with token: String, at now: Timestamp) throws(ServiceProblem) -> String {
        let isOpen = state.withLock { state in
            state.failures.removeAll { $0.advanced(by: Self.failureWindow) <= now || $0 > now }
            return state.failures.count < Self.failureLimit
        }
        guard isOpen else {
            throw .tooMany(
                "too many tokens were not accepted within a minute; wait a minute",
                .signInLimited, retryAfter: 60)
        }
        let credential = Credential(token: token)
        do throws(ServiceProblem) {
            // There would be nothing to look at, and no page to sign out from.
            guard !(try tokens.principal(of: credential, at: now).roles.isEmpty) else {
                throw .access(.roleMissing)
            }
        } catch {
            state.withLock { $0.failures.append(now) }
            throw error
        }
        let secret = Hex.text(random.bytes(Self.randomBytes))
        let session = ConsoleSession(
            credential: credential, formKey: Hex.text(random.bytes(Self.randomBytes)),
            beganAt: now, usedAt: now)
        state.withLock { state in
            state.sessions = state.sessions.filter { !$0.value.isOver(at: now) }
            let own = state.sessions.filter { $0.value.credential == credential }
            if own.count >= Self.limitOfToken {
                state.end(theOldestOf: own)
            } else if state.sessions.count >= Self.limit {
                state.end(theOldestOf: state.sessions)
            }
            state.sessions[Digest32.of(secret.utf8)] = session
        }
        return secret
    }

    /// Finds the session of what a browser brought, and whose it is; `nil` if there is none, its
    /// time is over, or its token is not accepted any more.
    ///
    /// - Parameter isUse: Whether a person did something, so that the session is not idle.
    func session(
        of secret: String, at now: Timestamp, isUse: Bool
    ) -> (session: ConsoleSession, principal: Principal)? {
        let key = Digest32.of(secret.utf8)
        let found = state.withLock { state -> ConsoleSession? in
            guard let session = state.sessions[key], !session.isOver(at: now) else {
                state.sessions[key] = nil
                return nil
            }
            if isUse { state.sessions[key]?.usedAt = max(now, session.usedAt) }
            return session
        }
        guard let found else { return nil }
        guard let principal = try? tokens.principal(of: found.credential, at: now) else {
            end(secret)
            return nil
        }
        return (found, principal)
    }

    /// Ends a session.
    func end(_ secret: String) {
        state.withLock { $0.sessions[Digest32.of(secret.utf8)] = nil }
    }
}
