import CSQLiteSettings

/// The SQLite that this program runs with.
public struct SQLiteLibrary: Hashable, Sendable {
    /// SQLite's version as it numbers itself: 3040001 for 3.40.1.
    public let number: Int

    /// The library of this program.
    public static var current: SQLiteLibrary {
        SQLiteLibrary(number: Int(payscore_sqlite_version()))
    }

    /// Describes a library.
    public init(number: Int) {
        self.number = number
    }

    /// The version as people write it, such as `3.40.1`.
    public var version: String {
        "\(number / 1_000_000).\(number / 1000 % 1000).\(number % 1000)"
    }

    /// What speaks against this version, if anything does.
    public var concern: Concern? {
        if number < 3_037_000 { return .tooOld }
        let isRepaired = number >= 3_051_003 || number == 3_050_007 || number == 3_044_006
        return isRepaired ? nil : .logReset
    }

    /// What may speak against a version of SQLite.
    public enum Concern: String, Hashable, Sendable, CaseIterable {
        /// Before 3.37: no strict tables; the journal does not open.
        case tooOld = "sqlite_too_old"
        /// Before 3.51.3, except 3.50.7 and 3.44.6: two connections that write or checkpoint at
        /// once can damage the database. The journal keeps to one writing connection, held by a
        /// lock; nothing else may write to its file.
        case logReset = "sqlite_wal_reset"
    }
}
