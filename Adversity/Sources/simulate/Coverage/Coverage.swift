/// How often each situation was met: where the order stood at WeChat, what the caller had asked
/// for, and what went wrong at the call of a port that was being made.
final class Coverage {
    private static let size =
        WeChatOrder.State.allCases.count * Action.allCases.count * Mishap.allCases.count
    private(set) var counts = [Int](repeating: 0, count: Coverage.size)

    func count(_ state: WeChatOrder.State, _ action: Action, _ mishap: Mishap) {
        counts[Self.index(state, action, mishap)] += 1
    }

    func add(_ other: Coverage) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }

    func met(_ state: WeChatOrder.State, _ action: Action, _ mishap: Mishap) -> Int {
        counts[Self.index(state, action, mishap)]
    }

    private static func index(
        _ state: WeChatOrder.State, _ action: Action, _ mishap: Mishap
    ) -> Int {
        (state.rawValue * Action.allCases.count + action.rawValue) * Mishap.allCases.count
            + mishap.rawValue
    }

    /// The situations that are possible, by ``canMeet(_:_:_:)``.
    static var possible: [(state: WeChatOrder.State, action: Action, mishap: Mishap)] {
        WeChatOrder.State.allCases.flatMap { state in
            Action.allCases.flatMap { action in
                Mishap.allCases.filter { canMeet(state, action, $0) }.map { (state, action, $0) }
            }
        }
    }
}
