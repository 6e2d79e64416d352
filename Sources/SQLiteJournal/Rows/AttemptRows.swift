import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `payscore_attempts`; what was intended is read from the record of the intent.
enum AttemptRows {
    private static let table = "payscore_attempts"
    private static let intended = AttemptRow.intended.joined(separator: ", ")
    private static let changing = AttemptRow.changing.joined(separator: ", ")
    private static let joined = selection(from: "payscore_attempts")
    /// Left to itself, SQLite would walk through all attempts, since they lie in the right order.
    private static let joinedOpen = selection(
        from: "payscore_attempts INDEXED BY payscore_open_attempts")

    private static let joinedByActor = selection(
        from: "payscore_attempts INDEXED BY payscore_attempts_by_actor")

    private static func selection(from attempts: String) -> String {
        """
        SELECT \(RecordRows.columns), id, \(changing)
        FROM \(attempts) JOIN payscore_records USING (sequence)
        """
    }

    private static let byID = StatementText("\(joined) WHERE id = ?")
    private static let newest = StatementText(
        "\(joined) WHERE sequence < ? ORDER BY sequence DESC LIMIT ?")
    private static let newestOpen = StatementText(
        "\(joinedOpen) WHERE condition <> 'settled' AND sequence < ? ORDER BY sequence DESC LIMIT ?"
    )
    private static let givingUp = StatementText(
        """
        \(joined) WHERE sequence >= ? AND sequence < ? AND given_up IS NOT NULL
        ORDER BY sequence DESC LIMIT ?
        """)
    private static let givingUpByActor = StatementText(
        """
        \(joinedByActor) WHERE sequence >= ? AND sequence < ? AND given_up IS NOT NULL
            AND payscore_attempts.actor = ? COLLATE NOCASE
        ORDER BY sequence DESC LIMIT ?
        """)
    private static let sequenceByID = StatementText(
        "SELECT sequence FROM payscore_attempts WHERE id = ?")
    private static let requestByID = StatementText(
        "SELECT request FROM payscore_attempts WHERE id = ?")
    private static let insertion = StatementText(
        """
        INSERT INTO payscore_attempts (sequence, \(intended), \(changing))
        VALUES (?, \(placeholders(AttemptRow.intended + AttemptRow.changing)))
        """)
    private static let update = StatementText(
        """
        UPDATE payscore_attempts SET (\(changing)) = (\(placeholders(AttemptRow.changing)))
        WHERE id = ?
        """)

    private static func placeholders(_ columns: [String]) -> String {
        columns.map { _ in "?" }.joined(separator: ", ")
    }

    static func attempt(_ id: AttemptID, _ statements: Statements) throws -> AttemptProjection? {
        try statements.first(byID, of: table, with: { $0.add(id.text) }, reading: AttemptRow.read)
    }

    static func attempts(
        openOnly: Bool, before cursor: AttemptID?, limit: Int, _ statements: Statements
    ) throws -> [AttemptProjection] {
        let sequence = try sequence(of: cursor, statements)
        return try statements.all(
            openOnly ? newestOpen : newest, of: table,
            with: { row in
                row.add(sequence ?? .max)
                row.add(max(0, limit))
            },
            reading: AttemptRow.read)
    }

    /// - Parameters:
    ///   - first: The first sequence number of an intent.
    ///   - last: The one before which it must be.
    static func attempts(
        givingUpFrom first: Int64, to last: Int64, by actor: ActorName?, before cursor: AttemptID?,
        limit: Int, _ statements: Statements
    ) throws -> [AttemptProjection] {
        let sequence = try sequence(of: cursor, statements) ?? .max
        return try statements.all(
            actor == nil ? givingUp : givingUpByActor, of: table,
            with: { row in
                row.add(first)
                row.add(min(last, sequence))
                if let actor { row.add(actor.text) }
                row.add(max(0, limit))
            }, reading: AttemptRow.read)
    }

    /// Where an attempt's intent is; before all where there is no such attempt.
    private static func sequence(
        of cursor: AttemptID?, _ statements: Statements
    ) throws -> Int64? {
        try cursor.map { cursor in
            try statements.first(
                sequenceByID, of: table, with: { $0.add(cursor.text) },
                reading: { try $0.number() }) ?? 0
        }
    }

    static func request(of id: AttemptID, _ statements: Statements) throws -> [UInt8]? {
        try statements.first(
            requestByID, of: table, with: { $0.add(id.text) },
            reading: { columns in
                try columns.bytesIfAny()
            }) ?? nil
    }

    static func insert(
        _ attempt: AttemptProjection, at sequence: Int64, request: [UInt8]?,
        _ statements: Statements
    ) throws {
        try statements.change(insertion) { row in
            row.add(sequence)
            AttemptRow.writeIntended(attempt, request: request, to: &row)
            AttemptRow.writeChanging(attempt, to: &row)
        }
    }

    static func update(_ attempt: AttemptProjection, _ statements: Statements) throws {
        try statements.change(update) { row in
            AttemptRow.writeChanging(attempt, to: &row)
            row.add(attempt.id.text)
        }
    }
}
