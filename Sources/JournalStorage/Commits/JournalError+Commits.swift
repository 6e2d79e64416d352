package import OrderJournal

extension JournalError {
    /// What is said to whoever comes after the closing.
    package static let closed = JournalError(
        .closed, "the journal has been closed; open it again")

    /// What every commit is told after a write failed.
    package static func halted(because cause: JournalError) -> JournalError {
        JournalError(
            .halted,
            "nothing is written any more since an earlier write failed (\(cause)); reading goes "
                + "on; repair the cause, then open the journal again")
    }
}
