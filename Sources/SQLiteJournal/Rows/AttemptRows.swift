import OrderJournal
import OrderLifecycle

/// The table `payscore_attempts`; what was intended is read from the record of the intent.
enum AttemptRows {
    private static let table = "payscore_attempts"
    private static let changing = """
        condition, next_at, dispatches, last_sent_at, uncertainty,
        refusal, refusal_code, refusal_status, refusal_message,
        outcome, outcome_refusal, outcome_code, outcome_status, outcome_message
        """
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
        INSERT INTO payscore_attempts
            (sequence, id, subject, request, actor, intended_at, given_up, given_up_kind,
            \(changing))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let update = StatementText(
        """
        UPDATE payscore_attempts SET (\(changing)) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        WHERE id = ?
        """)

    static func attempt(_ id: AttemptID, _ statements: Statements) throws -> AttemptProjection? {
        try statements.first(byID, of: table, with: { $0.add(id.text) }, reading: attempt)
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
            reading: attempt)
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
            }, reading: attempt)
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
            row.add(attempt.id.text)
            row.add(attempt.subject.text)
            row.add(request)
            row.add(attempt.caller.actor.text)
            row.add(attempt.intendedAt.milliseconds)
            let consent = attempt.intent.consent
            row.add(consent?.givenUp.fen)
            row.add(consent == nil ? nil : attempt.intent.call.kind.givenUpKind?.rawValue)
            addChanging(attempt, to: &row)
        }
    }

    static func update(_ attempt: AttemptProjection, _ statements: Statements) throws {
        try statements.change(update) { row in
            addChanging(attempt, to: &row)
            row.add(attempt.id.text)
        }
    }

    /// The values of the columns that later records change.
    private static func addChanging(_ attempt: AttemptProjection, to row: inout Arguments) {
        let outcome = attempt.condition.outcome
        row.add(attempt.condition.word)
        row.add(attempt.condition.nextAt?.milliseconds)
        row.add(attempt.dispatches)
        row.add(attempt.lastSentAt.milliseconds)
        row.add(attempt.uncertainty.rawValue)
        add(attempt.refusal, to: &row)
        row.add(outcome?.code)
        add(outcome?.refusal, to: &row)
    }

    private static func add(_ refusal: Refusal?, to row: inout Arguments) {
        row.add(refusal?.kind.rawValue)
        row.add(refusal?.code)
        row.add(refusal.map { Int64($0.status) })
        row.add(refusal?.message)
    }

    // MARK: Reading

    private static func attempt(_ columns: inout Columns) throws -> AttemptProjection {
        let record = try RecordRows.record(&columns)
        let id = try columns.text()
        guard case .attempt(.intended(let intent))? = try? record.content, intent.attempt.text == id
        else { return try columns.meaning(nil) }
        let decidedOn = record.subject.order == nil ? .unseen : try? record.stateBefore
        let word = try columns.text()
        let nextAt = try columns.timeIfAny()
        let dispatches = try columns.number()
        guard (1..<Int64.max).contains(dispatches) else { return try columns.meaning(nil) }
        let lastSentAt = try columns.time()
        let uncertainty: Attempt.Uncertainty = try columns.word()
        let refusal = try refusal(&columns)
        let outcome = try outcome(&columns)
        return AttemptProjection(
            intent: intent, subject: record.subject, decidedOn: try columns.meaning(decidedOn),
            caller: record.caller, intendedAt: record.at, dispatches: Int(dispatches),
            lastSentAt: lastSentAt, uncertainty: uncertainty, refusal: refusal,
            condition: try columns.meaning(
                AttemptProjection.Condition(word, nextAt: nextAt, outcome: outcome)))
    }

    private static func refusal(_ columns: inout Columns) throws -> Refusal? {
        let kind: Refusal.Kind? = try columns.wordIfAny()
        let code = try columns.textIfAny()
        let status = try columns.numberIfAny()
        let message = try columns.textIfAny()
        guard let kind else {
            guard code == nil, status == nil, message == nil else {
                return try columns.meaning(nil)
            }
            return nil
        }
        return Refusal(
            kind: kind, code: try columns.meaning(code), status: Int(try columns.meaning(status)),
            message: try columns.meaning(message))
    }

    private static func outcome(_ columns: inout Columns) throws -> AttemptOutcome? {
        let code = try columns.textIfAny()
        let refusal = try refusal(&columns)
        let outcome: AttemptOutcome? =
            if let proof = code.flatMap(AttemptProof.init) {
                .applied(proof)
            } else if let failure = code.flatMap(AttemptFailure.init) {
                .notApplied(failure)
            } else if code == AttemptOutcome.unproven.code {
                .unproven
            } else {
                refusal.map { .refused($0) }
            }
        // The row says this outcome, and nothing beside it.
        guard outcome?.code == code, outcome?.refusal == refusal else {
            return try columns.meaning(nil)
        }
        return outcome
    }
}

extension AttemptProjection.Condition {
    fileprivate init?(_ word: String, nextAt: Timestamp?, outcome: AttemptOutcome?) {
        switch (word, nextAt, outcome) {
        case ("open", let nextAt?, nil): self = .open(nextAt: nextAt)
        case ("parked", nil, nil): self = .parked
        case ("settled", nil, let outcome?): self = .settled(outcome)
        default: return nil
        }
    }

    fileprivate var word: String {
        switch self {
        case .open: "open"
        case .parked: "parked"
        case .settled: "settled"
        }
    }

    fileprivate var nextAt: Timestamp? {
        switch self {
        case .open(let nextAt): nextAt
        case .parked, .settled: nil
        }
    }

    fileprivate var outcome: AttemptOutcome? {
        switch self {
        case .open, .parked: nil
        case .settled(let outcome): outcome
        }
    }
}

extension AttemptOutcome {
    fileprivate var refusal: Refusal? {
        switch self {
        case .refused(let refusal): refusal
        case .applied, .notApplied, .unproven: nil
        }
    }
}
