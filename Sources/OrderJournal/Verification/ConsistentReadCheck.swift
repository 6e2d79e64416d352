import Synchronization

/// Two observations of a journal that must show the same moment.
///
/// Who comes first goes on with its own; it is the second that finds out whether a record was
/// appended between them. Every change of a journal appends a record, or keeps a checkpoint of
/// records that both have.
final class ConsistentReadCheck: Sendable {
    /// The observations are not of one moment, or the second one does not come while the first is
    /// open.
    struct Differs: Error {}

    /// How many pages the first reads without the second: a journal that reads one snapshot after
    /// another is not to be read twice in vain.
    static let maxPages = 16

    private enum State {
        case empty
        case waiting(for: JournalRecord?, pages: Int)
        case met
        case apart
    }

    private let state = Mutex(State.empty)

    /// Tells which record is the observation's last.
    func meet(_ last: JournalRecord?) throws(Differs) {
        let differs = state.withLock { state in
            switch state {
            case .empty:
                state = .waiting(for: last, pages: 0)
                return false
            case .waiting(let other, _):
                state = other == last ? .met : .apart
                return other != last
            case .met, .apart:
                return true
            }
        }
        if differs { throw Differs() }
    }

    /// Tells that a page was read.
    func check() throws(Differs) {
        let isApart = state.withLock { state in
            switch state {
            case .waiting(let last, let pages):
                state = pages < Self.maxPages ? .waiting(for: last, pages: pages + 1) : .apart
                return pages >= Self.maxPages
            case .apart: return true
            case .empty, .met: return false
            }
        }
        if isApart { throw Differs() }
    }
}
