/// A table of the journal, with what guards its rows and what it begins with.
///
/// All names begin with `payscore_`, so that the journal can live in the embedding program's own
/// database.
struct JournalTable: Sendable {
    /// What the rows of a table are for.
    enum Kind: String, CaseIterable, Sendable {
        /// A verification explains each row by records, or finds it.
        case evidence
        /// No decision rests on the rows alone, and no verification asks for them.
        case operational

        /// What stands in the table's definition, for whoever looks at the file.
        fileprivate var note: String {
            switch self {
            case .evidence: "-- evidence: a verification accounts for every row"
            case .operational: "-- operational: no decision rests on these rows alone"
            }
        }
    }

    /// The table's name, and the beginning of its triggers' names.
    let name: String
    /// What its rows are for.
    let kind: Kind
    /// The statements that make it, its indexes and its triggers, and its first rows.
    let statements: [String]

    /// - Parameters:
    ///   - columns: What stands between the brackets.
    ///   - options: What stands behind them.
    ///   - others: The statements for its indexes, triggers and first rows.
    init(
        _ name: String, _ kind: Kind, columns: String, options: String = "STRICT",
        and others: [String] = []
    ) {
        self.name = name
        self.kind = kind
        statements =
            ["CREATE TABLE \(name) ( \(kind.note)\n\(columns)\n) \(options)"] + others
    }

    /// All of them, in the order in which they are made.
    static let all = [schema, head] + changing
    /// Those whose rows come and change as long as the journal is written.
    static let changing = [
        records, checkpoints, orders, attempts, permits, approvals, velocityLimit, authorizations,
        customers, idempotencyKeys, webhook, webhookHeld,
    ]

    // MARK: Triggers

    /// A trigger that refuses to change or to remove rows.
    static func refusal(
        of verb: String, on table: String, when condition: String? = nil, named name: String? = nil,
        _ message: String
    ) -> String {
        let trigger = name ?? "\(table)_no_\(verb.lowercased())"
        return """
            CREATE TRIGGER \(trigger) BEFORE \(verb) ON \(table)
            \(condition.map { "WHEN \($0)\n" } ?? "")\
            BEGIN SELECT RAISE(ABORT, 'payscore: \(message)'); END
            """
    }
}

extension JournalTable {
    /// The version of the tables.
    static let schema = JournalTable(
        "payscore_schema", .evidence,
        columns: """
                id INTEGER PRIMARY KEY CHECK (id = 1),
                version INTEGER NOT NULL
            """)

    /// Which head file belongs to the journal: one row in a file of its own, from the first moment,
    /// and none in the embedding program's database, where there is no head file.
    static let head = JournalTable(
        "payscore_head", .evidence,
        columns: """
                id INTEGER PRIMARY KEY CHECK (id = 1),
                identity BLOB NOT NULL CHECK (length(identity) = 16)
            """,
        and: ["UPDATE", "DELETE"].map {
            refusal(of: $0, on: "payscore_head", "a journal keeps its head")
        })
}
