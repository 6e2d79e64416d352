import OrderEngine
import OrderLifecycle

/// The clock of one incarnation.
struct SimulatedClock: EngineClock {
    unowned let incarnation: Incarnation

    func now() -> Timestamp { incarnation.world.wall }

    func uptime() -> Int64 { incarnation.world.time - incarnation.startedAt }

    func sleep(milliseconds: Int64) async throws {
        await incarnation.world.pause(milliseconds)
        if incarnation.isDead { throw CancellationError() }
    }
}

/// Random bytes of the schedule's own dice.
struct SimulatedRandom: RandomSource {
    unowned let world: World

    func bytes(_ count: Int) -> [UInt8] {
        (0..<max(0, count)).map { _ in UInt8(truncatingIfNeeded: world.dice.next()) }
    }
}
