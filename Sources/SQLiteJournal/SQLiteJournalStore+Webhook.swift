public import OrderJournal
public import OrderLifecycle

extension SQLiteJournalStore: WebhookStore {
    /// How far the records were delivered; `nil` if nothing was.
    ///
    /// - Throws: `JournalError`.
    public func webhookProgress() async throws -> WebhookProgress? {
        try await write(on: []) { try WebhookRows.progress($0.statements) }
    }

    /// Keeps how far it came, what waits, and of whom nothing waits any more.
    ///
    /// - Throws: `JournalError`.
    public func keep(
        _ progress: WebhookProgress?, holding held: [HeldDelivery], releasing subjects: [Subject]
    ) async throws {
        try await write(on: []) { transaction in
            if let progress { try WebhookRows.keep(progress, transaction.statements) }
            for delivery in held { try WebhookRows.hold(delivery, transaction.statements) }
            for subject in subjects { try WebhookRows.release(subject, transaction.statements) }
        }
    }

    /// What waits of some subjects.
    ///
    /// - Throws: `JournalError`.
    public func heldDeliveries(of subjects: [Subject]) async throws -> [HeldDelivery] {
        try await write(on: []) { transaction in
            try subjects.compactMap { try WebhookRows.held(of: $0, transaction.statements) }
        }
    }

    /// What is to be tried again by a moment, the longest due first.
    ///
    /// - Throws: `JournalError`.
    public func heldDeliveries(
        dueBy moment: Timestamp, limit: Int
    ) async throws -> [HeldDelivery] {
        try await write(on: []) {
            try WebhookRows.held(dueBy: moment, limit: limit, $0.statements)
        }
    }

    /// What waits and what was given up, by subject.
    ///
    /// - Throws: `JournalError`.
    public func heldDeliveries(after subject: Subject?, limit: Int) async throws -> [HeldDelivery] {
        try await write(on: []) {
            try WebhookRows.held(after: subject, limit: limit, $0.statements)
        }
    }

    /// How many subjects wait, and how many were given up.
    ///
    /// - Throws: `JournalError`.
    public func heldCount() async throws -> (waiting: Int, dead: Int) {
        try await write(on: []) { try WebhookRows.heldCount($0.statements) }
    }
}
