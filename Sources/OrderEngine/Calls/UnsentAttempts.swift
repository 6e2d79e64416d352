import OrderJournal
import Synchronization

/// The attempts of this process of which no byte has left yet.
///
/// The journal takes an intent to have been sent. While the call is under way here, it is known
/// better: what a notification shows meanwhile, somebody else has done.
final class UnsentAttempts: Sendable {
    private let attempts = Mutex<Set<AttemptID>>([])

    /// An attempt is about to be intended.
    func add(_ attempt: AttemptID) { attempts.withLock { _ = $0.insert(attempt) } }

    /// A request of the attempt leaves now, or none ever will.
    func remove(_ attempt: AttemptID) { attempts.withLock { _ = $0.remove(attempt) } }

    /// Whether nothing of an attempt has left.
    func contains(_ attempt: AttemptID) -> Bool { attempts.withLock { $0.contains(attempt) } }
}
