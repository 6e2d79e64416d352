import OrderEngine
import OrderJournal
import OrderLifecycle

/// The clock of one incarnation.
struct SimulatedClock: EngineClock {
    unowned let incarnation: Incarnation

    func now() -> Timestamp { incarnation.world.wall }

    func uptime() -> Duration { .milliseconds(incarnation.world.time - incarnation.startedAt) }

    func sleep(for duration: Duration) async throws {
        await incarnation.world.pause(duration.milliseconds)
        if incarnation.isDead { throw CancellationError() }
    }
}

extension Duration {
    /// This duration in milliseconds, which are all that a schedule counts.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

/// Random bytes of the schedule's own dice.
struct SimulatedRandom: RandomSource {
    unowned let world: World

    func bytes(_ count: Int) -> [UInt8] {
        (0..<max(0, count)).map { _ in UInt8(truncatingIfNeeded: world.dice.next()) }
    }
}
