public import OrderJournal
import OrderLifecycle

extension BeginningDetails {
    /// A journal of a test, the same in every run.
    public static let sample = BeginningDetails(
        identity: JournalIdentity(random: SeededRandom(seed: 1)),
        merchant: MerchantID(checked: "1230000109"))
}

extension CheckpointOrigin {
    /// The origin of the checkpoints of such a journal.
    public static let sample = CheckpointOrigin(
        name: CheckpointName(BeginningDetails.sample.merchant),
        identity: BeginningDetails.sample.identity)
}

extension Journal {
    /// Gives an empty journal its first record, and leaves another as it is.
    public func begin() async throws {
        try await commit(on: [.journal]) { try $0.begin() }
    }
}

extension JournalTransaction {
    /// Gives an empty journal its first record, and leaves another as it is.
    public func begin() throws {
        if try end() == nil { try append(.beginning()) }
    }
}

extension RecordDraft {
    /// The first record that every journal needs; later drafts may be dated after `at`.
    ///
    /// - Throws: `InvalidValue` if `at` is no moment.
    public static func beginning(at: Int64 = 1_700_000_000_000) throws -> RecordDraft {
        try SampleOrder("beginning", start: at).journalDraft(.journal(.begun(.sample)))
    }
}
