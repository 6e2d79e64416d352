import JournalStorage

/// The queue of the commits to a SQLite database.
typealias SQLiteCommitQueue = CommitQueue<SQLiteCommits>
