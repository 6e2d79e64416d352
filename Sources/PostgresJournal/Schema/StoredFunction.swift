/// A function of the journal's in the database.
///
/// The journal reads and writes by these alone, and the first argument of each is the partition, so
/// that PL/Proxy and Citus can send a call to where the partition is. For the same end each stays
/// plain: it names the partition in every statement, and uses no sequence and no session.
struct StoredFunction: Sendable {
    /// An argument behind the partition; `p_` stands before its name.
    struct Argument: Sendable {
        let name: String
        let type: String

        init(_ name: String, _ type: PostgresType) {
            self.name = name
            self.type = type.rawValue
        }

        init(_ name: String, arrayOf type: PostgresType) {
            self.name = name
            self.type = "\(type.rawValue)[]"
        }
    }

    let name: String
    /// What it reads or writes, for messages.
    let table: String
    /// What stands between the dollars.
    let body: String
    /// The statement that makes it.
    let definition: String
    /// The statement that calls it.
    let call: String

    /// One query, which the planner sees through as if it had been sent itself.
    init(
        reading name: String, of table: String, _ arguments: Argument..., returning columns: String,
        _ query: String
    ) {
        self.init(
            name, of: table, arguments, returns: "TABLE (\(columns))",
            as: "LANGUAGE sql STABLE PARALLEL SAFE", query)
    }

    /// Statements that write, and return how many rows.
    ///
    /// - Parameter columns: What is returned instead, as rows.
    init(
        writing name: String, of table: String, _ arguments: [Argument],
        returning columns: String? = nil, _ body: String
    ) {
        self.init(
            name, of: table, arguments, returns: columns.map { "TABLE (\($0))" } ?? "bigint",
            as: "LANGUAGE plpgsql VOLATILE", body)
    }

    private init(
        _ name: String, of table: String, _ arguments: [Argument], returns: String,
        as properties: String, _ body: String
    ) {
        self.name = name
        self.table = table
        self.body = "\n\(body)\n"
        let list = ["p_partition int"] + arguments.map { "p_\($0.name) \($0.type)" }
        definition = """
            CREATE FUNCTION payscore.\(name)(\(list.joined(separator: ", ")))
            RETURNS \(returns) \(properties) AS $payscore$\(self.body)$payscore$
            """
        let values = list.indices.map { "$\($0 + 1)" }
        call = "SELECT * FROM payscore.\(name)(\(values.joined(separator: ", ")))"
    }

    /// A call of it.
    func call(on partition: Int32, _ bind: (inout Values) -> Void = { _ in }) -> Call {
        var values = Values()
        values.add(partition: partition)
        bind(&values)
        return Call(call, of: table, values)
    }
}

extension StoredFunction {
    /// Adds rows, one array a column.
    static func adding(_ name: String, to table: PostgresTable, _ columns: [String]) -> Self {
        StoredFunction(
            writing: name, of: table.name, table.arguments(columns),
            """
            BEGIN
                INSERT INTO payscore.\(table.name) (partition, \(columns.joined(separator: ", ")))
                SELECT p_partition, n.* FROM unnest(\(parameters(columns))) AS n;
                RETURN coalesce(cardinality(p_\(columns[0])), 0);
            END
            """)
    }

    /// Adds rows, or changes those that are there by their first column.
    ///
    /// - Parameter fixed: What is not changed.
    static func placing(
        _ name: String, in table: PostgresTable, _ columns: [String], fixed: Set<String>
    ) -> Self {
        let changed = columns.dropFirst().filter { !fixed.contains($0) }
            .map { "\($0) = excluded.\($0)" }
        return StoredFunction(
            writing: name, of: table.name, table.arguments(columns),
            """
            BEGIN
                INSERT INTO payscore.\(table.name) (partition, \(columns.joined(separator: ", ")))
                SELECT p_partition, n.* FROM unnest(\(parameters(columns))) AS n
                ON CONFLICT (\(columns[0]), partition) DO UPDATE SET
                    \(changed.joined(separator: ", "));
                RETURN coalesce(cardinality(p_\(columns[0])), 0);
            END
            """)
    }

    /// Changes rows that are there, found by their first column.
    ///
    /// - Parameter changes: What is changed, of `n`, the new values.
    static func changing(
        _ name: String, in table: PostgresTable, _ columns: [String],
        and others: [Argument] = [], setting changes: String
    ) -> Self {
        let names = columns + others.map(\.name)
        return StoredFunction(
            writing: name, of: table.name, table.arguments(columns) + others,
            """
            DECLARE found_rows bigint;
            BEGIN
                UPDATE payscore.\(table.name) AS t SET \(changes)
                FROM unnest(\(parameters(names))) AS n (\(names.joined(separator: ", ")))
                WHERE t.partition = p_partition AND t.\(columns[0]) = n.\(columns[0]);
                GET DIAGNOSTICS found_rows = ROW_COUNT;
                IF found_rows <> coalesce(cardinality(p_\(columns[0])), 0) THEN
                    RAISE EXCEPTION 'payscore: a row of \(table.name) is missing'
                        USING ERRCODE = '\(SQLState.refused)';
                END IF;
                RETURN found_rows;
            END
            """)
    }

    private static func parameters(_ columns: [String]) -> String {
        columns.map { "p_\($0)" }.joined(separator: ", ")
    }
}

extension PostgresTable {
    /// Columns as the arguments of a function, one array each.
    func arguments(_ columns: [String]) -> [StoredFunction.Argument] {
        columns.map { StoredFunction.Argument($0, arrayOf: type(of: $0)) }
    }
}
