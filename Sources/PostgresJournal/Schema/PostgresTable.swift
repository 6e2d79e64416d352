/// A table of the journal, with what guards its rows and what it begins with.
///
/// Every row belongs to a partition, and every key and every index begins with it or ends with it,
/// so that a distributed engine can lay the partitions on several machines.
struct PostgresTable: Sendable {
    /// A column beside the partition.
    struct Column: Sendable {
        let name: String
        let type: PostgresType
        /// What else stands in its definition.
        let rule: String

        init(_ name: String, _ type: PostgresType, _ rule: String = "NOT NULL") {
            self.name = name
            self.type = type
            self.rule = rule
        }
    }

    /// The table's name in the schema `payscore`.
    let name: String
    /// Whether a verification explains each row by records, or finds it.
    let isEvidence: Bool
    let columns: [Column]
    /// The statements that make it, its indexes and its triggers.
    let statements: [String]

    /// - Parameters:
    ///   - constraints: What stands behind the columns.
    ///   - computed: Columns that are made of others, behind all.
    ///   - options: What stands behind the brackets.
    ///   - others: The statements for its indexes and triggers.
    init(
        _ name: String, isEvidence: Bool = true, columns: [Column], constraints: [String],
        computed: [String] = [], options: String = "", and others: [String] = []
    ) {
        self.name = name
        self.isEvidence = isEvidence
        self.columns = columns
        let partition = "partition int NOT NULL REFERENCES payscore.partitions (partition)"
        let definitions = columns.map { column in
            let collation = column.type == .text ? #" COLLATE "C""# : ""
            return "\(column.name) \(column.type.rawValue)\(collation) \(column.rule)"
        }
        let parts = [partition] + definitions + computed + constraints
        statements =
            [
                """
                CREATE TABLE payscore.\(name) (
                    \(parts.joined(separator: ",\n    "))
                ) \(options)
                """
            ] + others
    }

    /// The type of a column.
    func type(of column: String) -> PostgresType {
        guard let found = columns.first(where: { $0.name == column }) else {
            preconditionFailure("\(name) has no column \(column)")
        }
        return found.type
    }

    func types(of columns: [String]) -> [PostgresType] { columns.map(type(of:)) }

    /// Columns as what a function returns.
    func returned(_ columns: [String]) -> String {
        columns.map { "\"\($0)\" \(type(of: $0).rawValue)" }.joined(separator: ", ")
    }

    // MARK: Triggers

    /// A trigger that refuses to change or to remove rows.
    static func refusal(
        of verb: String, on table: String, when condition: String? = nil, named name: String? = nil
    ) -> String {
        let trigger = name ?? "\(table)_no_\(verb.lowercased())"
        let each = verb == "TRUNCATE" ? "STATEMENT" : "ROW"
        return """
            CREATE TRIGGER \(trigger) BEFORE \(verb) ON payscore.\(table) FOR EACH \(each)
            \(condition.map { "WHEN (\($0)) " } ?? "")EXECUTE FUNCTION payscore.refuse()
            """
    }

    /// The triggers of a table whose rows stay.
    static func staying(_ table: String) -> [String] {
        ["DELETE", "TRUNCATE"].map { refusal(of: $0, on: table) }
    }

    /// The triggers of a table that is only ever added to.
    static func onlyAdded(_ table: String) -> [String] {
        [refusal(of: "UPDATE", on: table)] + staying(table)
    }

    /// What every trigger of a refusal calls.
    static let refuse = """
        CREATE FUNCTION payscore.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'payscore: % of % is refused', TG_OP, TG_TABLE_NAME
                USING ERRCODE = '\(SQLState.refused)';
        END $$
        """
}
