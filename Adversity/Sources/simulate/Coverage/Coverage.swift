/// Where an order or an authorization stands at WeChat.
enum KnownState: Hashable, CaseIterable, CustomStringConvertible {
    case order(WeChatOrder.State)
    case authorization(WeChatAuthorization.State)

    static let allCases: [KnownState] =
        WeChatOrder.State.allCases.map { .order($0) }
        + WeChatAuthorization.State.allCases.map { .authorization($0) }

    /// Its place among all.
    var number: Int {
        switch self {
        case .order(let state): state.rawValue
        case .authorization(let state): WeChatOrder.State.allCases.count + state.rawValue
        }
    }

    var description: String {
        switch self {
        case .order(let state): "\(state)"
        case .authorization(let state): "authorization \(state)"
        }
    }
}

/// How often each situation was met: where the order, or the authorization, stood at WeChat, what
/// the caller had asked for, and what went wrong at the call of a port that was being made.
final class Coverage {
    private static let size =
        KnownState.allCases.count * Action.allCases.count * Mishap.allCases.count
    private(set) var counts = [Int](repeating: 0, count: Coverage.size)

    func count(_ state: KnownState, _ action: Action, _ mishap: Mishap) {
        counts[Self.index(state, action, mishap)] += 1
    }

    func add(_ other: Coverage) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }

    func met(_ state: KnownState, _ action: Action, _ mishap: Mishap) -> Int {
        counts[Self.index(state, action, mishap)]
    }

    private static func index(
        _ state: KnownState, _ action: Action, _ mishap: Mishap
    ) -> Int {
        (state.number * Action.allCases.count + action.rawValue) * Mishap.allCases.count
            + mishap.rawValue
    }

    /// The situations that are possible, by ``canMeet(_:_:_:)``.
    static var possible: [(state: KnownState, action: Action, mishap: Mishap)] {
        KnownState.allCases.flatMap { state in
            Action.allCases.flatMap { action in
                Mishap.allCases.filter { canMeet(state, action, $0) }.map { (state, action, $0) }
            }
        }
    }
}
