public import OrderJournal
import OrderLifecycle

/// What every store of idempotency keys must do, as checks that any test framework can run.
///
///     for check in IdempotencyConformance.checks {
///         try await check.run(on: try await MyStore.open(…))
///     }
public enum IdempotencyConformance {
    /// One thing that a store must do.
    public struct Check: Sendable, CustomStringConvertible {
        /// The sentence that must be true.
        public let name: String
        private let body: @Sendable (any IdempotencyKeyStore) async throws -> Void

        init(
            _ name: String,
            _ body: @escaping @Sendable (any IdempotencyKeyStore) async throws -> Void
        ) {
            self.name = name
            self.body = body
        }

        /// Runs the check on a fresh store.
        ///
        /// - Throws: ``ConformanceFailure`` if the sentence is not true; whatever the store throws
        ///   where it should not.
        public func run(on store: any IdempotencyKeyStore) async throws {
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

    private static let key = Digest32.of("key".utf8)
    private static let request = Digest32.of("request".utf8)
    private static let answer = Array("answer".utf8)

    private static func claim(_ key: Digest32, at seconds: Int64 = 0) -> IdempotencyClaim {
        IdempotencyClaim(
            key: key, request: request, at: Timestamp(clamping: 1_767_225_600_000 + seconds * 1000))
    }

    /// All checks.
    public static let checks = [
        Check("a key is claimed once, and whoever comes second gets the claim") { store in
            try expect("the first", try await store.claim(claim(key)), is: nil)
            let other = IdempotencyClaim(
                key: key, request: Digest32.of("other".utf8), at: claim(key, at: 9).at)
            try expect("the second", try await store.claim(other), is: claim(key))
        },
        Check("of many at once, one claims") { store in
            let firsts = try await withThrowingTaskGroup(of: Bool.self) { group in
                for second in Int64(0)..<16 {
                    group.addTask { try await store.claim(claim(key, at: second)) == nil }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            try expect("how many claimed", firsts, is: 1)
        },
        Check("an answer is kept once, and found with its claim") { store in
            _ = try await store.claim(claim(key))
            try await store.keep(answer, under: key)
            try await store.keep([], under: key)
            let known = try await store.claim(claim(key, at: 9))
            try expect(
                "the claim", known,
                is: IdempotencyClaim(
                    key: key, request: request, at: claim(key).at, answer: answer))
        },
        Check("no answer is kept under a key that is not claimed") { store in
            try await store.keep(answer, under: key)
            try expect("the claim", try await store.claim(claim(key)), is: nil)
        },
        Check("a key without an answer can be given up, and one with an answer cannot") { store in
            _ = try await store.claim(claim(key))
            try await store.release(key)
            try expect("the claim", try await store.claim(claim(key)), is: nil)
            try await store.keep(answer, under: key)
            try await store.release(key)
            try expect("the answer", try await store.claim(claim(key))?.answer, is: answer)
        },
        Check("old claims are removed, the oldest first, and new ones stay") { store in
            let keys = (0..<4).map { Digest32.of("key \($0)".utf8) }
            for (second, key) in keys.enumerated() {
                _ = try await store.claim(claim(key, at: Int64(second)))
            }
            try await store.keep(answer, under: keys[1])
            let moment = claim(key, at: 3).at
            try expect("some", try await store.removeClaims(before: moment, limit: 2), is: 2)
            try expect("the rest", try await store.removeClaims(before: moment, limit: 9), is: 1)
            try expect("none", try await store.removeClaims(before: moment, limit: 9), is: 0)
            let known = try await store.claim(claim(keys[3], at: 9))
            try expect("what stays", known, is: claim(keys[3], at: 3))
            try expect("what went", try await store.claim(claim(keys[1], at: 9)), is: nil)
        },
    ]
}
