import OrderEngine

/// What every journal must do, as checks that any test framework can run.
///
/// Run each of ``checks`` on a journal of yours:
///
///     for check in JournalConformance.checks {
///         try await check.run(on: JournalUnderTest { try await MyJournal.open(…) })
///     }
public enum JournalConformance {
    /// All checks.
    public static let checks: [Check] =
        recordChecks + transactionChecks + attemptChecks + permitChecks + approvalChecks
        + readingChecks + filteringChecks + authorizationChecks + durabilityChecks

    /// One thing that a journal must do.
    public struct Check: Sendable, CustomStringConvertible {
        /// The sentence that must be true.
        public let name: String
        private let body: @Sendable (JournalUnderTest) async throws -> Void

        init(
            _ name: String, _ body: @escaping @Sendable (JournalUnderTest) async throws -> Void
        ) {
            self.name = name
            self.body = body
        }

        /// Runs the check on fresh journals.
        ///
        /// - Throws: ``ConformanceFailure`` if the sentence is not true; whatever the journal
        ///   throws where it should not.
        public func run(on journal: JournalUnderTest) async throws {
            do {
                try await body(journal)
            } catch let failure as Unexpected {
                throw ConformanceFailure(
                    check: name, expected: failure.expected, found: failure.found)
            }
        }

        /// What the check shows.
        public var description: String { name }
    }
}
