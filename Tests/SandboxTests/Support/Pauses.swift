import Foundation
import Synchronization

/// Remembers the waits that the sandbox was told to make, and makes none.
final class Pauses: Sendable {
    private let waits = Mutex<[Duration]>([])

    var recorded: [Duration] { waits.withLock { $0 } }

    func record(_ wait: Duration) { waits.withLock { $0.append(wait) } }
}
