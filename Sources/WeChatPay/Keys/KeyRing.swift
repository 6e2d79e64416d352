import OrderLifecycle
import Synchronization

/// The keys of WeChat's that are trusted now, by the name that an answer calls them by.
///
/// Several are active at once: while WeChat changes from one to the next, answers signed with
/// either arrive.
package final class KeyRing: Sendable {
    private let keys: Mutex<[String: WeChatPayKey]>

    package init(_ keys: [WeChatPayKey]) {
        var ring: [String: WeChatPayKey] = [:]
        for key in keys { ring[key.id] = key }
        self.keys = Mutex(ring)
    }

    /// The key of that name, spelt exactly so; whether it is valid now is for the asker to see.
    func key(named id: String) -> WeChatPayKey? {
        WireText.isVisible(id) ? keys.withLock { $0[id] } : nil
    }

    /// When the first of the certificates that are valid at a moment ends, if there is one.
    func firstEnd(after moment: Timestamp) -> Timestamp? {
        keys.withLock { ring in
            ring.values.filter { $0.isValid(at: moment) }.compactMap(\.notAfter)
                .filter { $0 > moment }.min()
        }
    }

    /// The key that is valid now and longest, if one is valid.
    func lastingKey(at moment: Timestamp) -> WeChatPayKey? {
        keys.withLock { ring in
            ring.values.filter { $0.isValid(at: moment) }.max { left, right in
                guard let end = left.notAfter else { return false }
                return right.notAfter.map { end < $0 } ?? true
            }
        }
    }

    /// Trusts a key from now on; a key that is trusted already is never replaced.
    ///
    /// - Returns: Whether it is new.
    func add(_ key: WeChatPayKey) -> Bool {
        keys.withLock { ring in
            guard ring[key.id] == nil else { return false }
            ring[key.id] = key
            return true
        }
    }
}
