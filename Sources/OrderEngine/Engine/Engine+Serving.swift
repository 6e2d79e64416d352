package import OrderJournal
public import OrderLifecycle
import Synchronization
package import Tracing

extension Engine {
    /// Answers "may I?" on the last recorded observation, however old it is; nothing is asked of
    /// WeChat, nothing is recorded, and there is no permit.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the journal has no such order.
    public func offlineDecision(
        on order: OutOrderNumber, for call: OrderCall, caller: Caller
    ) async throws(EngineError) -> DecisionAnswer {
        try await Self.offlineDecision(
            on: order, for: call, in: journal, settings: settings, now: clock.now(), caller: caller)
    }

    /// Tells of every call whether it may be made on the order, on the last recorded observation;
    /// nothing is asked of WeChat, and nothing is recorded.
    ///
    /// Where the answer depends on an amount, it is that for the amount which gives the least up.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the journal has no such order.
    public func offlineCalls(
        on order: OutOrderNumber, caller: Caller
    ) async throws(EngineError) -> [CallOption] {
        guard let known = try await self.order(order) else { throw .orderUnknown(order) }
        var options: [CallOption] = []
        for kind in OrderCall.Kind.allCases {
            let answer = try await offlineDecision(
                on: order, for: kind.rules.example(in: known.state), caller: caller)
            options.append(CallOption(kind: kind, decision: answer.decision))
        }
        return options
    }

    /// How many people must acknowledge a loss before a requested call is made.
    package func peopleNeeded(for loss: Loss?) -> Int { settings.policy.peopleNeeded(for: loss) }

    /// The limits of what may be given up within a time.
    package var velocityLimits: VelocityLimits { settings.policy.velocityLimit.limits }

    /// The engine's time.
    package var now: Timestamp { clock.now() }

    /// Whether the journal writes nothing any more.
    package var isHalted: Bool { journal.halt != nil }

    /// Whether the last verified answer of WeChat's was further from this machine's clock than
    /// WeChat itself would accept.
    package var isClockOff: Bool {
        let offset = clockOffset.withLock { $0 }
        return offset > DatedAhead.limit || offset < .zero - DatedAhead.limit
    }

    /// Where the engine's spans go.
    package var tracer: any Tracer { telemetry.tracer }

    /// Waits on the engine's clock.
    ///
    /// - Throws: `CancellationError` if the task is cancelled meanwhile.
    package func pause(for duration: Duration) async throws { try await clock.pause(for: duration) }

    /// The time since some fixed moment, by the engine's clock.
    package var uptime: Duration { clock.uptime() }

    /// Where the engine's randomness comes from.
    package var randomness: any RandomSource { random }

    /// Reads what an audit reads, with the journal's failures as the engine's.
    package func audit<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws(EngineError) -> Result {
        try await inspect(body)
    }
}
