import Hummingbird
import HummingbirdCore
import Logging
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import Synchronization

/// Obeys each request with an idempotency key once, and answers it again with what was answered.
///
/// The key is claimed durably before the request is obeyed. A claim without an answer is a request
/// that is under way here, or one whose process ended before it was answered; that one is never
/// obeyed again.
final class IdempotentRequests: Sendable {
    private let store: any IdempotencyKeyStore
    private let engine: Engine
    private let logger: Logger
    /// The requests under way, by their keys.
    private let running = Mutex<[Digest32: Digest32]>([:])

    init(_ store: any IdempotencyKeyStore, engine: Engine, logger: Logger) {
        self.store = store
        self.engine = engine
        self.logger = logger
    }

    /// Answers a request.
    ///
    /// - Parameter body: Obeys it.
    func answer(
        _ exchange: Exchange, under key: IdempotencyKey, _ body: () async throws -> Response
    ) async throws -> Response {
        try enter(key)
        defer { running.withLock { $0[key.digest] = nil } }
        let order = try? exchange.order
        let before = try await revision(of: order)
        let claim = IdempotencyClaim(key: key.digest, request: key.request, at: engine.now)
        if let known = try await journaled({ try await store.claim(claim) }) {
            return try Self.replay(known, of: key)
        }
        do {
            return try await keep(await body(), under: key)
        } catch {
            if ServiceProblem(error).result?.attempt != nil {
                _ = try await keep(Response(ServiceProblem(error)), under: key)
            } else if await isWithoutTrace(error, on: order, at: before) {
                try? await store.release(key.digest)
            }
            throw error
        }
    }

    /// Removes the claims that are older than a week.
    func removeOldClaims() async {
        let moment = engine.now.advanced(by: .zero - Self.lifetime)
        do {
            while try await store.removeClaims(before: moment, limit: Self.removedAtOnce)
                == Self.removedAtOnce
            {}
        } catch {
            logger.error("idempotency keys not removed", metadata: ["error": "\(type(of: error))"])
        }
    }

    /// How long a claim is kept.
    private static let lifetime: Duration = .seconds(7 * 86_400)
    private static let removedAtOnce = 500

    private func enter(_ key: IdempotencyKey) throws(ServiceProblem) {
        let other = running.withLock { running in
            guard let other = running[key.digest] else {
                running[key.digest] = key.request
                return nil as Digest32?
            }
            return other
        }
        guard let other else { return }
        guard other == key.request else { throw .reused }
        var problem = ServiceProblem(
            .conflict, .idempotencyKeyInUse,
            "the request with this Idempotency-Key is still under way; ask again shortly")
        problem.headers[.retryAfter] = "1"
        throw problem
    }

    private static func replay(
        _ claim: IdempotencyClaim, of key: IdempotencyKey
    ) throws(ServiceProblem) -> Response {
        guard claim.request == key.request else { throw .reused }
        guard let answer = claim.answer.flatMap(KeptAnswer.init(bytes:)) else {
            throw ServiceProblem(
                .conflict, .idempotencyOutcomeUnknown,
                "a request with this Idempotency-Key was begun, and its answer was never kept; "
                    + "what became of it is in the order: read that, and use a new key")
        }
        return answer.response(isReplayed: true)
    }

    /// Keeps an answer; where that fails it is given all the same, since it is true.
    private func keep(_ response: Response, under key: IdempotencyKey) async throws -> Response {
        let answer = try await KeptAnswer(response)
        do { try await store.keep(answer.bytes, under: key.digest) } catch {
            logger.error("answer not kept", metadata: ["error": "\(type(of: error))"])
        }
        return answer.response(isReplayed: false)
    }

    /// Whether it is certain that a request that failed changed nothing, so that it may come again.
    private func isWithoutTrace(
        _ error: any Error, on order: OutOrderNumber?, at before: Int64?
    ) async -> Bool {
        switch error {
        case is ServiceProblem, is InvalidValue: return true
        case let error as EngineError
        where order != nil
            && ![.journalFailed, .journalInconsistent, .embedderFailed].contains(error.code):
            // Of a call on an order this is thrown before an intent is recorded; what somebody says
            // of a requested call may be recorded already.
            return true
        default: break
        }
        guard let order else { return (error as? EngineError)?.isTransient == true }
        do { return try await revision(of: order) == before } catch { return false }
    }

    private func revision(of order: OutOrderNumber?) async throws(EngineError) -> Int64? {
        guard let order else { return nil }
        return try await engine.order(order)?.revision
    }

    private func journaled<Result>(_ work: () async throws -> Result) async throws -> Result {
        do { return try await work() } catch let error as JournalError {
            throw EngineError.journal(error)
        }
    }
}

extension ServiceProblem {
    /// A key stands for one request.
    fileprivate static let reused = ServiceProblem(
        .unprocessableContent, .idempotencyKeyReused,
        "this Idempotency-Key was used for another request; use a new key")
}
