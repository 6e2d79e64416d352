import SQLiteJournal

extension Attacker {
    /// Puts a head file in the place of the one that is there, or removes it.
    func put(head: [UInt8]?) throws {
        try JournalCopy.put(head, at: path + ".head")
    }

    /// Removes the head file, and the row by which the journal knows that it has one.
    func forgetHead() throws {
        try run("DELETE FROM payscore_head")
        try put(head: nil)
    }

    /// Has our own program make a head for the journal as it is now.
    func makeNewHead() async throws {
        try forgetHead()
        try await DatabaseJournal.open(at: path).close()
    }
}
