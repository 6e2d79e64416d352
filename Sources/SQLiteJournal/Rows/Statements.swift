import GRDB
import GRDBSQLite

/// The statements of one connection, which stay prepared.
///
/// They are run on SQLite's own interface: GRDB's makes a value of every column, which takes
/// longer than the query. GRDB has the connection, and its cache the statements.
final class Statements {
    let db: Database
    private var prepared: [ObjectIdentifier: Statement] = [:]

    init(_ db: Database) {
        self.db = db
    }

    /// Runs a query and returns what its rows say.
    func all<Value>(
        _ text: StatementText, of table: String, with bind: (inout Arguments) -> Void = { _ in },
        reading read: (inout Columns) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try run(text, bind) { statement in
            while try hasRow(statement) {
                var columns = Columns(statement, of: table)
                values.append(try read(&columns))
            }
        }
        return values
    }

    /// Runs a query and returns what its first row says.
    func first<Value>(
        _ text: StatementText, of table: String, with bind: (inout Arguments) -> Void = { _ in },
        reading read: (inout Columns) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try run(text, bind) { statement in
            guard try hasRow(statement) else { return }
            var columns = Columns(statement, of: table)
            value = try read(&columns)
        }
        return value
    }

    /// Runs a change.
    func change(_ text: StatementText, with bind: (inout Arguments) -> Void = { _ in }) throws {
        try run(text, bind) { statement in
            while try hasRow(statement) {}
        }
    }

    private func run(
        _ text: StatementText, _ bind: (inout Arguments) -> Void,
        _ body: (SQLiteStatement) throws -> Void
    ) throws {
        let statement = try statement(text)
        defer { sqlite3_reset(statement) }
        var arguments = Arguments(of: statement)
        bind(&arguments)
        guard arguments.code == SQLITE_OK else { throw failure(arguments.code) }
        try body(statement)
    }

    private func statement(_ text: StatementText) throws -> SQLiteStatement {
        if let statement = prepared[ObjectIdentifier(text)] { return statement.sqliteStatement }
        let statement = try db.cachedStatement(sql: text.sql)
        prepared[ObjectIdentifier(text)] = statement
        return statement.sqliteStatement
    }

    private func hasRow(_ statement: SQLiteStatement) throws -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else { throw failure(code) }
        return false
    }

    /// What SQLite reported; without the statement's values.
    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: db.sqliteConnection.flatMap(sqlite3_errmsg).map { String(cString: $0) })
    }
}
