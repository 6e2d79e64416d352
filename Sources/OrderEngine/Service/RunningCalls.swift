/// How many calls of an engine are under way.
final class RunningCalls: Sendable {
    private let state = WatchedState(0)

    /// How many are under way.
    var count: Int { state.current }

    /// One more begins.
    func begin() { state.change { $0 += 1 } }

    /// One has ended.
    func end() { state.change { $0 -= 1 } }

    /// Returns once none is under way, or the task is cancelled.
    func idle() async {
        await state.first { $0 == 0 ? () : nil }
    }
}
