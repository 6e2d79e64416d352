import Synchronization

/// The parts of the pass by subject, of which each thread of a verification takes the next as soon
/// as it has time.
final class SubjectRangeQueue: Sendable {
    private struct State {
        var waiting: ArraySlice<SubjectRange> = []
        var unfinished = 0
        var read: Int64 = 0
        var totals: VerificationTotals
    }

    private let state: Mutex<State>

    init(findingLimit: Int) {
        state = Mutex(State(totals: VerificationTotals(findingLimit: findingLimit)))
    }

    /// What was found; of the whole once every part is finished.
    var totals: VerificationTotals { state.withLock { $0.totals } }

    /// Lays the parts out, once.
    func offer(_ parts: [SubjectRange]) {
        state.withLock { state in
            state.waiting = parts[...]
            state.unfinished = parts.count
        }
    }

    /// Takes the next part, if one is left.
    func take() -> SubjectRange? {
        state.withLock { $0.waiting.popFirst() }
    }

    /// Counts records that were read, and returns how many were in all.
    func count(_ records: Int64) -> Int64 {
        state.withLock { state in
            state.read += records
            return state.read
        }
    }

    /// Adds what was found in a part; with the last one, compares the journal as a whole.
    func finish(_ pass: SubjectPass, _ reader: any JournalReader) throws {
        let whole: VerificationTotals? = state.withLock { state in
            state.totals.add(pass)
            state.unfinished -= 1
            return state.unfinished == 0 ? state.totals : nil
        }
        guard var whole else { return }
        try whole.compare(with: reader)
        state.withLock { $0.totals = whole }
    }
}
