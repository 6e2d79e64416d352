public import OrderJournal

/// How a check gets the journals that it is run on.
public struct JournalUnderTest: Sendable {
    /// Makes a fresh, empty journal.
    public let make: @Sendable () async throws -> any Journal
    /// Closes a journal and opens it again; absent where nothing is durable.
    public let reopen: (@Sendable (any Journal) async throws -> any Journal)?

    /// Says how journals are made, and opened again where they are durable.
    public init(
        reopen: (@Sendable (any Journal) async throws -> any Journal)? = nil,
        make: @escaping @Sendable () async throws -> any Journal
    ) {
        self.make = make
        self.reopen = reopen
    }

    /// Makes a fresh journal with its first record, which runs each closure twice.
    func begun() async throws -> any Journal {
        let journal = try await empty()
        try await journal.begin()
        return journal
    }

    /// Makes a fresh journal, which runs each closure twice.
    func empty() async throws -> any Journal {
        RerunningJournal(try await make())
    }

    /// Opens a journal again, if it is durable.
    func reopened(_ journal: any Journal) async throws -> (any Journal)? {
        guard let reopen, let journal = journal as? RerunningJournal else { return nil }
        return RerunningJournal(try await reopen(journal.base))
    }
}
