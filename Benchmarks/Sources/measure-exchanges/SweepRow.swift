import Measuring
import OrderEngine
import OrderLifecycle
import Synchronization

/// Row 15: a sweep of many orders over loopback, at the highest rate that can be set.
struct SweepRow {
    let orders: Int

    private static let rate = SweepSettings.rateRange.upperBound
    /// In how many parts the memory is looked at.
    private static let parts = 10

    func measure(in scratch: Scratch) async throws -> Row {
        let imitation = try Imitation.start(in: scratch.memory)
        let shop = try await Shop.open(
            configuration: imitation.configuration, journalIn: scratch.disk)
        _ = try await shop.createOrders(orders)
        let provider = CountingProvider(shop.provider)
        var settings = SweepSettings()
        try settings.setRate(Self.rate)
        let watch = Watch(stride: orders / Self.parts)
        let start = (wall: Clocks.wall, processor: Clocks.processor)
        let position = try await shop.sweep(settings, through: provider) { _ in watch.note() }
        let seconds = Clocks.wall - start.wall
        let processor = Clocks.processor - start.processor
        try await shop.close()
        imitation.stop()
        guard position.asked == Int64(orders), provider.exchanges == orders else {
            throw WentOtherwise(what: "the sweep", became: "\(provider.exchanges) questions")
        }
        return Row(
            "15", work: Self.work(orders), reference: "\(Self.rate) questions a second",
            rounds: 1,
            figures: [
                figure(
                    "questions a second, of the rate that is set", "×",
                    Double(orders) / seconds / Double(Self.rate), .atLeast(0.95)),
                figure(
                    "most questions within a second, of the rate that is set", "×",
                    Double(provider.mostWithinASecond) / Double(Self.rate), .atMost(1.05)),
                figure(
                    "memory: most after a tenth of the orders, of that at a tenth", "×",
                    watch.growth, .atMost(1.1)),
                figure("memory: held at a tenth of the orders", "MiB", watch.first),
                figure("memory: held at the last order", "MiB", watch.last),
                figure(
                    "processor time of one order, ours", "ms", processor * 1000 / Double(orders)),
            ])
    }

    private func figure(
        _ name: String, _ unit: String, _ value: Double, _ goal: Goal? = nil
    ) -> Figure {
        Figure(name, unit: unit, Spread(of: [value]), goal: goal)
    }

    private static func work(_ orders: Int) -> String {
        "sweep of \(orders) orders in service over loopback, none of which has changed; the "
            + "imitation of WeChat is a process of its own"
    }
}

/// The memory that is held each time that so many orders are done with.
private final class Watch: Sendable {
    private let stride: Int
    private let state = Mutex<(count: Int, memory: [Double])>((0, []))

    init(stride: Int) {
        self.stride = stride
    }

    func note() {
        state.withLock { state in
            state.count += 1
            if state.count.isMultiple(of: stride) {
                state.memory.append(OwnProcess.heldMemory / 1024)
            }
        }
    }

    var first: Double { state.withLock { $0.memory.first ?? 0 } }
    var last: Double { state.withLock { $0.memory.last ?? 0 } }

    /// The most that was held, of what was held first.
    var growth: Double {
        state.withLock { state in
            guard let first = state.memory.first, first > 0 else { return 0 }
            return (state.memory.max() ?? 0) / first
        }
    }
}
