import OrderJournal

/// A checkpoint in a file, as `payscore checkpoint` writes it.
enum PublishedCheckpoint {
    /// Reads one; the signatures of others on it are left out.
    ///
    /// - Throws: ``Failure``: `checkpoint_unreadable`, or what ``InputFile`` throws.
    static func read(_ path: String) throws(Failure) -> Checkpoint {
        let bytes = try InputFile.read(path, limit: InputFile.noteLimit, isTrusted: true)
        guard let text = String(validating: bytes, as: UTF8.self),
            let checkpoint = Checkpoint(cosigned: text)
        else {
            throw Failure(
                .badInput, "checkpoint_unreadable",
                "\(path): this is no checkpoint as `payscore checkpoint` writes it")
        }
        return checkpoint
    }
}
