package import OrderJournal

/// What became of commits that shared a transaction.
package struct CommitEnding: Sendable {
    /// What to tell the callers.
    package let answers: [Completion]
    /// What to tell everybody from now on, if nothing more may be written.
    package let halt: JournalError?

    package init(answers: [Completion], halt: JournalError?) {
        self.answers = answers
        self.halt = halt
    }
}
