package import OrderJournal

/// Runs the commits of a queue on the one connection that writes.
package protocol CommitRunner: Sendable {
    /// What a commit's body is given.
    associatedtype Transaction

    /// Why nothing may be written any more, where something beside the commits failed.
    var failure: JournalError? { get }

    /// Takes the next turn on the writing connection, off the threads that tasks run on.
    ///
    /// - Parameters:
    ///   - group: Hands out the commits that share the turn; called once, when the turn has come.
    ///   - done: Told what became of them, once.
    func takeTurn(
        with group: @escaping @Sendable () -> [PendingCommit<Transaction>],
        then done: @escaping @Sendable (CommitEnding) -> Void)

    /// Says in the journal's words why a commit failed.
    @Sendable static func translating(_ error: any Error) -> any Error
}
