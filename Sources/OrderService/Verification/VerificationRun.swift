import OrderJournal
import OrderLifecycle

/// One verification of the journal: under way, or ended.
struct VerificationRun: Sendable {
    /// How it ended.
    enum Outcome: Sendable {
        /// All was read.
        case verified(VerificationReport)
        /// The journal could not be read to its end; the code of why.
        case failed(String)
    }

    let beganAt: Timestamp
    /// The checkpoint that was published before, with which the journal is compared as well.
    let outside: Checkpoint?
    private(set) var endedAt: Timestamp?
    private(set) var outcome: Outcome?
    /// How many records each pass has read.
    private(set) var done: [VerificationProgress.Stage: Int64] = [:]
    /// How many there are; `nil` until that is known.
    private(set) var total: Int64?

    init(beganAt: Timestamp, against outside: Checkpoint?) {
        self.beganAt = beganAt
        self.outside = outside
    }

    mutating func note(_ progress: VerificationProgress) {
        done[progress.stage] = progress.done
        total = progress.total
    }

    mutating func end(_ outcome: Outcome, at now: Timestamp) {
        self.outcome = outcome
        endedAt = now
    }
}
