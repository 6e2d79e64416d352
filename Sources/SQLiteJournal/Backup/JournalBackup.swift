public import OrderJournal

/// A backup of a journal: whole, verified, and durable under its name.
public struct JournalBackup: Hashable, Sendable {
    /// The copy of the database.
    public let path: String
    /// How many bytes it has.
    public let bytes: Int64
    /// The SHA-256 digest of those bytes.
    public let digest: Digest32
    /// How far the copy comes, which is what its own head file says.
    public let head: JournalHead
    /// What its verification told.
    public let report: VerificationReport

    /// The head file that a journal restored from the copy opens with.
    public var headPath: String { BackupPlace.headPath(of: path) }

    /// The note of the newest checkpoint that the copy keeps; `nil` if it keeps none.
    public var checkpointPath: String? {
        head.checkpoint.map { _ in BackupPlace.checkpointPath(of: path) }
    }

    /// How far a backup has come.
    public enum Progress: Hashable, Sendable {
        /// So many of the database's pages are copied.
        case copying(done: Int64, total: Int64)
        /// The copy is being verified.
        case verifying(VerificationProgress)
    }
}
