/// One statement that is sent to the server, with its values.
struct Call {
    /// The statement, with `$1` and so on for the values.
    let text: String
    /// What it reads or writes, for messages.
    let table: String
    let values: Values

    init(_ text: String, of table: String = "", _ values: Values = Values()) {
        self.text = text
        self.table = table
        self.values = values
    }

    static let beginWriting = Call("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    static let beginReading = Call("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    static let commit = Call("COMMIT")
    static let rollBack = Call("ROLLBACK")
}
