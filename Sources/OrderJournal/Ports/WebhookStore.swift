public import OrderLifecycle

/// Keeps how far the records of a journal were delivered to a webhook, and which could not be.
///
/// What is stored is durable before a function returns. An implementation is correct if it passes
/// `WebhookConformance` of `OrderEngineTesting`.
public protocol WebhookStore: Sendable {
    /// How far it came; `nil` if nothing was ever delivered.
    ///
    /// - Throws: ``JournalError``.
    func webhookProgress() async throws -> WebhookProgress?

    /// Keeps all of it, or nothing.
    ///
    /// - Parameters:
    ///   - progress: How far it came; `nil` to leave that as it is.
    ///   - held: What waits, in place of what waited of the same subject.
    ///   - subjects: Of whom nothing waits any more.
    /// - Throws: ``JournalError``.
    func keep(
        _ progress: WebhookProgress?, holding held: [HeldDelivery], releasing subjects: [Subject]
    ) async throws

    /// What waits of some subjects.
    ///
    /// - Throws: ``JournalError``.
    func heldDeliveries(of subjects: [Subject]) async throws -> [HeldDelivery]

    /// What is to be tried again by a moment, the longest due first.
    ///
    /// - Throws: ``JournalError``.
    func heldDeliveries(dueBy moment: Timestamp, limit: Int) async throws -> [HeldDelivery]

    /// What waits and what was given up, by subject.
    ///
    /// - Throws: ``JournalError``.
    func heldDeliveries(after subject: Subject?, limit: Int) async throws -> [HeldDelivery]

    /// How many subjects wait, and how many were given up.
    ///
    /// - Throws: ``JournalError``.
    func heldCount() async throws -> (waiting: Int, dead: Int)
}
