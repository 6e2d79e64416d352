import OrderLifecycle
import Synchronization

/// Counts what each principal has under way, so that none takes all places.
final class PrincipalLimit: Sendable {
    private let all: ConcurrencyLimit
    private let each: Int
    private let principals = Mutex<[ActorName: ConcurrencyLimit]>([:])

    /// - Parameters:
    ///   - limit: The most of all.
    ///   - each: The most of one principal.
    init(limit: Int, each: Int) {
        all = ConcurrencyLimit(limit: limit)
        self.each = each
    }

    /// One that was let in; it leaves when nobody holds it any more.
    struct Place: Sendable {
        fileprivate let places: [ConcurrencyLimit.Place]
    }

    /// Lets one more of a principal in; `nil` if there are as many as may be.
    func enter(_ principal: ActorName) -> Place? {
        let own = principals.withLock { principals in
            // Who has none does not have to be remembered.
            principals = principals.filter { $0.value.count > 0 }
            let own = principals[principal] ?? ConcurrencyLimit(limit: each)
            principals[principal] = own
            return own.enter()
        }
        guard let own, let place = all.enter() else { return nil }
        return Place(places: [own, place])
    }
}
