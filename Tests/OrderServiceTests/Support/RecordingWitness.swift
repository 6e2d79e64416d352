import OrderService
import Synchronization

/// A witness that keeps what it takes, once it has failed as often as it was told to.
final class RecordingWitness: CheckpointWitness {
    let name = "recording"
    private let state: Mutex<(failures: Int, notes: [String])>
    private let taking: AsyncStream<String>.Continuation
    /// Each note, when it is taken.
    let taken: AsyncStream<String>

    init(failures: Int = 0) {
        state = Mutex((failures, []))
        (taken, taking) = AsyncStream.makeStream()
    }

    /// What it has.
    var notes: [String] { state.withLock { $0.notes } }

    func take(_ note: String) async throws(WitnessFailure) {
        let fails = state.withLock { state in
            guard state.failures == 0 else {
                state.failures -= 1
                return true
            }
            state.notes.append(note)
            return false
        }
        guard !fails else { throw WitnessFailure("was told to fail") }
        taking.yield(note)
    }
}
