import CSQLiteSettings
import OrderJournal

/// The file that is written is no longer the one at its path.
struct MisplacedFile: Error {
    let path: String

    var journalError: JournalError {
        JournalError(
            .inputOutput,
            "\(path) was moved, removed or replaced while it was open; put it back")
    }
}
