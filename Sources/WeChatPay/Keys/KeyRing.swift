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
