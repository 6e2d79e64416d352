import OrderJournal
import OrderLifecycle
import Synchronization
import Tracing

/// What leaves for WeChat, and what it is told of.
extension Engine {
    /// Asks WeChat where an order stands.
    func ask(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation> {
        await observed(.providerQuery, "query", [.order: order.text]) {
            await provider.query(order)
        }
    }

    /// Asks WeChat which order a customer returned from.
    func ask(_ id: QueryID) async -> ProviderAnswer<FoundOrder> {
        await observed(.providerQuery, "query", [:]) { await provider.query(id) }
    }

    /// Sends a request to WeChat.
    func send(
        _ request: ProviderRequest, of attempt: AttemptID
    ) async -> ProviderAnswer<ProviderReceipt> {
        let kind = request.call.kind
        return await observed(
            .providerCall(kind), kind.rawValue,
            [.order: request.order.text, .call: kind.rawValue, .attempt: attempt.text]
        ) { await provider.send(request) }
    }

    /// Asks WeChat where an authorization stands.
    func ask(
        _ authorization: AuthorizationReference
    ) async -> ProviderAnswer<AuthorizationObservation> {
        await observed(.providerAuthorizationQuery, "query_authorization", [:]) {
            await provider.query(authorization)
        }
    }

    /// Sends a request about an authorization to WeChat.
    func send(
        _ request: AuthorizationRequest, of attempt: AttemptID
    ) async -> ProviderAnswer<AuthorizationReceipt> {
        let call = request.call
        return await observed(
            .providerAuthorizationCall(call), call.rawValue,
            [.call: call.rawValue, .attempt: attempt.text]
        ) { await provider.send(request) }
    }

    private func observed<Value>(
        _ name: SpanName, _ call: String, _ attributes: [SpanKey: String],
        _ ask: () async -> ProviderAnswer<Value>
    ) async -> ProviderAnswer<Value> {
        await telemetry.tracer.withSpan(name.text, ofKind: .client) { span in
            for (key, value) in attributes { span.set(key, value) }
            let started = clock.uptime()
            let answer = await ask()
            span.set(.outcome, answer.code)
            telemetry.time(
                .providerDuration, call, answer.code, took: clock.uptime() - started)
            if let signedAt = answer.signedAt {
                let offset = clock.now().since(signedAt)
                clockOffset.withLock { $0 = offset }
                telemetry.set(.clockOffset, toSecondsOf: offset)
            }
            return answer
        }
    }
}

extension ProviderAnswer {
    /// The time in WeChat's signature, where it is verified and has one.
    fileprivate var signedAt: Timestamp? {
        switch self {
        case .accepted(_, let evidence), .refused(_, let evidence): evidence.signedAt
        case .unknown, .notSent: nil
        }
    }

    /// How it ended, as a code: `accepted`, `not_sent`, or why it was refused or is unknown.
    var code: String {
        switch self {
        case .accepted: "accepted"
        case .refused(let refusal, _): refusal.kind.rawValue
        case .unknown(let answer): answer.code
        case .notSent: "not_sent"
        }
    }
}
