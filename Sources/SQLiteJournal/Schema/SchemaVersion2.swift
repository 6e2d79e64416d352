/// The second version of the tables: the journal knows that it has a head file.
///
/// The row is written once the head file is there; without it, a head file is made. In the
/// embedding program's own database there is none.
enum SchemaVersion2 {
    static let statements = [head] + ["UPDATE", "DELETE"].map(stays)

    private static let head = """
        CREATE TABLE payscore_head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            identity BLOB NOT NULL CHECK (length(identity) = 16)
        ) STRICT
        """

    private static func stays(_ verb: String) -> String {
        """
        CREATE TRIGGER payscore_head_no_\(verb.lowercased()) BEFORE \(verb) ON payscore_head
        BEGIN SELECT RAISE(ABORT, 'payscore: a journal keeps its head'); END
        """
    }
}
