import GRDB
import JournalStorage
import OrderJournal

/// The table `payscore_head`: by its one row a journal knows which head file is its own.
enum HeadRows {
    private static let table = "payscore_head"
    private static let selection = StatementText("SELECT identity FROM payscore_head WHERE id = 1")
    private static let insertion = StatementText(
        "INSERT INTO payscore_head (id, identity) VALUES (1, ?)")
    private static let hashes = StatementText(
        """
        SELECT sequence, hash FROM payscore_records WHERE sequence > ? ORDER BY sequence LIMIT ?
        """)
    private static let pageSize = 1000

    /// The journal's identity; `nil` if the row is missing, which is a loss in a file of its own.
    static func identity(_ statements: Statements) throws -> [UInt8]? {
        try statements.first(selection, of: table) { columns in
            try columns.meaning(try columns.bytesIfAny())
        }
    }

    static func insert(_ identity: [UInt8], _ statements: Statements) throws {
        try statements.change(insertion) { $0.add(identity) }
    }

    /// Returns a head after all records that follow it, and with the last checkpoint.
    static func grown(_ head: JournalHead, _ statements: Statements) throws -> JournalHead {
        var head = head
        while true {
            var next = head.size
            let page = try statements.all(
                hashes, of: RecordRows.table,
                with: { row in
                    row.add(head.size)
                    row.add(pageSize)
                },
                reading: { columns in
                    next += 1
                    guard try columns.number() == next else {
                        throw JournalError(
                            .corrupt, "record \(next) is missing; verify the journal")
                    }
                    return try columns.digest()
                })
            head = head.advance(by: page, checkpoint: nil)
            if page.count < pageSize { break }
        }
        return head.advance(by: [], checkpoint: try CheckpointRows.lastReadable(statements))
    }
}
