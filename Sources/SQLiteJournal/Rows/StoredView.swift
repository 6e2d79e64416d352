import OrderJournal
import OrderLifecycle

/// The journal as a reading connection shows it.
struct StoredView: SQLiteJournalReader {
    let statements: Statements
}
