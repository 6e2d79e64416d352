extension JournalReader {
    /// Makes sure that the last record is what its hash says and that the row of what it is about
    /// follows it.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/corrupt`` otherwise. The whole chain is
    ///   not read here; that takes a verification.
    package func checkTail() throws {
        guard let last = try lastRecord() else { return }
        guard RecordHash.of(last) == last.hash else {
            throw JournalError(
                .corrupt,
                "the last record, \(last.sequence), is not what its hash says; verify the "
                    + "journal, and restore a copy")
        }
        let follows: Bool
        switch last.subject {
        case .order(let number):
            let order = try order(number)
            follows = order?.revision == last.revision && order?.head == last.hash
        case .authorization(let code):
            let authorization = try authorization(code)
            follows =
                authorization?.revision == last.revision && authorization?.head == last.hash
        case .journal: return
        }
        guard follows else {
            throw JournalError(
                .corrupt,
                "the row of the order or authorization of the last record, \(last.sequence), does "
                    + "not follow it; verify the journal, and restore a copy")
        }
    }
}
