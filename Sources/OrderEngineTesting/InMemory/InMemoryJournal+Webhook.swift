public import OrderJournal
public import OrderLifecycle

extension InMemoryJournal: WebhookStore {
    /// How far the records were delivered; `nil` if nothing was.
    public func webhookProgress() async throws -> WebhookProgress? {
        tamper { $0.webhook }
    }

    /// Keeps how far it came, what waits, and of whom nothing waits any more.
    public func keep(
        _ progress: WebhookProgress?, holding held: [HeldDelivery], releasing subjects: [Subject]
    ) async throws {
        tamper { content in
            if let progress { content.webhook = progress }
            for delivery in held { content.heldDeliveries[delivery.subject] = delivery }
            for subject in subjects { content.heldDeliveries[subject] = nil }
        }
    }

    /// What waits of some subjects.
    public func heldDeliveries(of subjects: [Subject]) async throws -> [HeldDelivery] {
        tamper { content in subjects.compactMap { content.heldDeliveries[$0] } }
    }

    /// What is to be tried again by a moment, the longest due first.
    public func heldDeliveries(
        dueBy moment: Timestamp, limit: Int
    ) async throws -> [HeldDelivery] {
        tamper { content in
            let due = content.heldDeliveries.values.filter { ($0.retryAt ?? .distant) <= moment }
            return due.sorted { ($0.retryAt ?? .distant) < ($1.retryAt ?? .distant) }.first(limit)
        }
    }

    /// What waits and what was given up, by subject.
    public func heldDeliveries(after subject: Subject?, limit: Int) async throws -> [HeldDelivery] {
        tamper { content in
            content.heldDeliveries.values.filter { subject.map(\.text).isBefore($0.subject.text) }
                .sorted { Optional($0.subject.text).isBefore($1.subject.text) }
                .first(limit)
        }
    }

    /// How many subjects wait, and how many were given up.
    public func heldCount() async throws -> (waiting: Int, dead: Int) {
        tamper { content in
            let dead = content.heldDeliveries.values.count(where: \.isDead)
            return (content.heldDeliveries.count - dead, dead)
        }
    }
}

extension String? {
    /// Whether a text comes before another, byte for byte; none comes before all.
    fileprivate func isBefore(_ other: String) -> Bool {
        map { $0.utf8.lexicographicallyPrecedes(other.utf8) } ?? true
    }
}

extension Timestamp {
    fileprivate static let distant = Timestamp(clamping: .max)
}
