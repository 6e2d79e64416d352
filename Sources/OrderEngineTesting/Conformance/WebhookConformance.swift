public import OrderJournal
import OrderLifecycle

/// What every store of a webhook's progress must do, as checks that any test framework can run.
///
///     for check in WebhookConformance.checks {
///         try await check.run(on: try await MyStore.open(…))
///     }
public enum WebhookConformance {
    /// One thing that a store must do.
    public struct Check: Sendable, CustomStringConvertible {
        /// The sentence that must be true.
        public let name: String
        private let body: @Sendable (any WebhookStore) async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable (any WebhookStore) async throws -> Void) {
            self.name = name
            self.body = body
        }

        /// Runs the check on a fresh store.
        ///
        /// - Throws: ``ConformanceFailure`` if the sentence is not true; whatever the store throws
        ///   where it should not.
        public func run(on store: any WebhookStore) async throws {
            do {
                try await body(store)
            } catch let failure as Unexpected {
                throw ConformanceFailure(
                    check: name, expected: failure.expected, found: failure.found)
            }
        }

        /// What the check shows.
        public var description: String { name }
    }

    private static func time(_ seconds: Int64) -> Timestamp {
        Timestamp(clamping: 1_767_225_600_000 + seconds * 1000)
    }

    private static func held(
        _ order: String, revision: Int64 = 1, tries: Int = 1, retryAt seconds: Int64?
    ) throws -> HeldDelivery {
        HeldDelivery(
            subject: .order(try OutOrderNumber(order)), revision: revision, tries: tries,
            since: time(0), retryAt: seconds.map(time), problem: "answered 500")
    }

    /// All checks.
    public static let checks = [
        Check("nothing was delivered at the beginning") { store in
            try expect("the progress", try await store.webhookProgress(), is: nil)
            try expect(
                "what waits", try await store.heldDeliveries(after: nil, limit: 9), is: [])
        },
        Check("the progress that was kept last is found") { store in
            let first = WebhookProgress(
                sequence: 3, tries: 2, retryAt: time(9), problem: "refused")
            try await store.keep(first, holding: [], releasing: [])
            try expect("the first", try await store.webhookProgress(), is: first)
            try await store.keep(WebhookProgress(sequence: 7), holding: [], releasing: [])
            try await store.keep(nil, holding: [], releasing: [])
            try expect(
                "the second", try await store.webhookProgress(), is: WebhookProgress(sequence: 7))
        },
        Check("a subject has one row, the one that was kept last") { store in
            let (old, new) = (
                try held("B", retryAt: 5), try held("B", revision: 4, tries: 3, retryAt: 8)
            )
            try await store.keep(nil, holding: [old], releasing: [])
            try await store.keep(nil, holding: [new], releasing: [])
            try expect(
                "what waits", try await store.heldDeliveries(of: [old.subject, .journal]),
                is: [new])
        },
        Check("what is due is listed by its time, without dead letters") { store in
            let all = [
                try held("A", retryAt: 30), try held("B", retryAt: 10),
                try held("C", retryAt: nil), try held("D", retryAt: 20),
            ]
            try await store.keep(nil, holding: all, releasing: [])
            try expect(
                "what is due", try await store.heldDeliveries(dueBy: time(20), limit: 9),
                is: [all[1], all[3]])
            try expect(
                "the first", try await store.heldDeliveries(dueBy: time(99), limit: 1),
                is: [all[1]])
            let count = try await store.heldCount()
            try expect("how many wait", count.waiting, is: 3)
            try expect("how many were given up", count.dead, is: 1)
        },
        Check("all are listed by subject, and what is released is gone") { store in
            let all = [
                try held("A", retryAt: nil), try held("B", retryAt: 1), try held("a", retryAt: 2),
            ]
            try await store.keep(nil, holding: all.reversed(), releasing: [])
            try expect(
                "the first two", try await store.heldDeliveries(after: nil, limit: 2),
                is: Array(all.prefix(2)))
            try expect(
                "the rest", try await store.heldDeliveries(after: all[1].subject, limit: 9),
                is: [all[2]])
            try await store.keep(nil, holding: [], releasing: [all[0].subject, .journal])
            try expect(
                "what is left", try await store.heldDeliveries(after: nil, limit: 9),
                is: Array(all.suffix(2)))
        },
    ]
}
