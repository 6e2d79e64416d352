public import GRDB
public import OrderJournal

/// What the embedding program writes beside the records of a commit, in the same savepoint.
public typealias CompanionWrites = @Sendable (Database, [JournalRecord]) throws -> Void
