import Logging
import OrderEngine
import OrderLifecycle

/// One life of the process: an engine with its ports, until it crashes.
final class Incarnation: @unchecked Sendable {
    unowned let world: World
    let ledger: Ledger
    let number: Int
    /// The moment from which its uptime counts.
    let startedAt: Int64
    /// Whether its process is gone: nothing that it still does has an effect.
    var isDead = false
    /// Whether a commit failed, so that its journal writes no more.
    var isHalted = false
    /// The calls of WeChat that it waits for, by order.
    var requestsUnderWay: [OutOrderNumber: Int] = [:]
    /// The same by authorization, as it is recorded.
    var authorizationsUnderWay: [Int: Int] = [:]

    /// The numbers that it has seen used once by signatures which held.
    private var seenNonces: Set<Int> = []

    private static let silence = Logger(label: "simulate") { _ in SwiftLogNoOpLogHandler() }

    init(world: World, ledger: Ledger, number: Int) {
        self.world = world
        self.ledger = ledger
        self.number = number
        startedAt = world.time
    }

    /// Whether an answer is none that this process has believed already.
    func isNew(_ nonce: Int) -> Bool { seenNonces.insert(nonce).inserted }

    /// What finds the customers of all worlds.
    private static let customerKey = CustomerKey(bytes: Array(1...32))

    private(set) lazy var engine = Engine(
        journal: SimulatedJournal(incarnation: self),
        provider: SimulatedProvider(incarnation: self), settings: world.settings,
        customerKey: Self.customerKey,
        clock: SimulatedClock(incarnation: self), random: SimulatedRandom(world: world),
        logger: Self.silence)
}
