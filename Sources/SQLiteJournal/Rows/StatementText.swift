import GRDBSQLite

/// The text of a statement, and the name by which its prepared form is found again.
final class StatementText: Sendable {
    let sql: String

    init(_ sql: String) {
        self.sql = sql
    }
}
