import GRDB
import OrderJournal
import OrderLifecycle

/// The program's own database, which the journal shares.
struct RentalDatabase {
    /// The one writer; no other process may write to the file.
    let writer: DatabaseQueue

    /// Opens the database, and creates the program's table.
    init(at path: String) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        writer = try DatabaseQueue(path: path, configuration: configuration)
        try writer.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA synchronous = EXTRA;
                    CREATE TABLE IF NOT EXISTS rental (
                        number TEXT PRIMARY KEY NOT NULL,
                        phase TEXT NOT NULL,
                        closed INTEGER NOT NULL
                    ) STRICT;
                    """)
        }
    }

    /// Keeps a row for each order up to date, in the commit of the records that say so.
    @Sendable static func record(
        in database: Database, _ records: [JournalRecord]
    ) throws {
        for record in records {
            guard case .order(.happened) = try record.content, let order = record.subject.order,
                let state = try record.stateAfter, let phase = state.phase
            else { continue }
            try database.execute(
                sql: """
                    INSERT INTO rental (number, phase, closed) VALUES (?, ?, ?)
                    ON CONFLICT (number) DO UPDATE
                    SET phase = excluded.phase, closed = excluded.closed
                    """,
                arguments: [order.text, state.code, phase.kind.isFinal])
        }
    }
}
