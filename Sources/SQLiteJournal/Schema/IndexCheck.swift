import GRDB
import OrderJournal
import OrderLifecycle

/// Compares what is stored to find rows by, or to count by, with what the rows themselves say.
///
/// A forger who edits an index hides an order from a list, or a cancel from the velocity limit,
/// without touching a record.
struct IndexCheck {
    let db: Database
    let limit: Int

    private static let tables = [
        "payscore_orders", "payscore_attempts", "payscore_permits", "payscore_records",
        "payscore_authorizations", "payscore_approvals",
    ]
    private static let counted = """
        SELECT id, attempt.subject AS attempted, intended_at, given_up, given_up_kind,
            attempt.actor AS attempted_by, record.subject AS recorded, record.actor AS recorded_by,
            at, detail
        FROM payscore_attempts AS attempt JOIN payscore_records AS record USING (sequence)
        """
    /// Whether the velocity limit counts from elsewhere than its last reset.
    private static let isCountedFromElsewhere = """
        SELECT reset_at IS NOT (
            SELECT coalesce(max(sequence), 0) FROM payscore_records
            WHERE subject = 'journal' AND event = 'velocity_limit_reset')
        FROM payscore_velocity_limit WHERE id = 1
        """

    /// Says what differs, up to the limit.
    func problems() throws -> [String] {
        var problems: [String] = []
        for table in Self.tables {
            let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(\(table))")
            problems += found.filter { $0 != "ok" }.map { "\(table): \($0)" }
        }
        if try Bool.fetchOne(db, sql: Self.isCountedFromElsewhere) == true {
            problems.append("the velocity limit counts from another record than its last reset")
        }
        let rows = try Row.fetchCursor(db, sql: Self.counted)
        while problems.count < limit, let row = try rows.next() {
            if Self.isCountedAsIntended(row) { continue }
            let id = String.fromDatabaseValue(row["id"]) ?? "?"
            problems.append(
                "attempt \(id) is listed, or counted, otherwise than its intent says")
        }
        return Array(problems.prefix(max(0, limit)))
    }

    /// Whether an attempt's row has the subject, actor, time and what is given up of its intent.
    private static func isCountedAsIntended(_ row: Row) -> Bool {
        let detail = Detail(text: String.fromDatabaseValue(row["detail"]) ?? "")
        let givenUp = detail["given_up"].flatMap { Int64($0) }
        let call = detail["call"].flatMap { OrderCall.Kind(rawValue: $0) }
        let kind = givenUp == nil ? nil : call?.rules.givenUpKind?.rawValue
        return isSame(row["given_up"], givenUp.databaseValue)
            && isSame(row["given_up_kind"], kind.databaseValue)
            && isSame(row["intended_at"], row["at"])
            && isSame(row["attempted"], row["recorded"])
            && isSame(row["attempted_by"], row["recorded_by"])
    }

    /// Whether both are the same bytes: `String` also takes other spellings for equal.
    private static func isSame(_ one: DatabaseValue, _ other: DatabaseValue) -> Bool {
        switch (one.storage, other.storage) {
        case (.string(let one), .string(let other)): one.utf8.elementsEqual(other.utf8)
        case (let one, let other): one == other
        }
    }
}

extension SQLiteJournalReader {
    func indexProblems(limit: Int) throws -> [String] {
        try IndexCheck(db: statements.db, limit: limit).problems()
    }
}
