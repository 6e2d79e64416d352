/// How many commits an engine has made; who waits for the next one is woken by it.
final class CommitCount: Sendable {
    private let state = WatchedState(0)

    /// How many there were.
    var count: Int { state.current }

    /// One more was made.
    func add() { state.change { $0 += 1 } }

    /// Returns once there were more than so many, or the task is cancelled.
    func isMore(than count: Int) async {
        await state.first { $0 == count ? nil : () }
    }
}
