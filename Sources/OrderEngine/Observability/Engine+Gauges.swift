import OrderJournal
import OrderLifecycle

extension Engine {
    /// Sets the gauges that tell of the journal as it stands now.
    func refreshGauges() async throws(EngineError) {
        let (limits, now) = (settings.policy.velocityLimit.limits, clock.now())
        let maxAttempts = Self.maxAttempts
        let (attempts, usage, unsealed) = try await inspect { reader in
            let last = try reader.end()?.sequence ?? 0
            let sealed = try reader.lastCheckpoint()?.size ?? 0
            return (
                try reader.attempts(openOnly: true, before: nil, limit: maxAttempts),
                try reader.velocityUsage(limits, at: now), max(0, last - sealed)
            )
        }
        let parked = attempts.count { $0.condition == .parked }
        telemetry.set(.openAttempts, "open", to: Int64(attempts.count - parked))
        telemetry.set(.openAttempts, "parked", to: Int64(parked))
        telemetry.set(.velocityUsedCalls, to: Int64(usage.cancels))
        telemetry.set(.velocityLimitCalls, to: Int64(limits.cancels))
        telemetry.set(.velocityUsedFen, to: usage.fen)
        telemetry.set(.velocityLimitFen, to: limits.fen)
        telemetry.set(.velocityTripped, to: usage.isTripped ? 1 : 0)
        telemetry.set(.unsealedRecords, to: unsealed)
        if let lag = journal.headLag { telemetry.set(.headLag, to: Int64(lag)) }
    }
}
