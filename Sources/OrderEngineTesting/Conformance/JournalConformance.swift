public import OrderEngine

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
        recordChecks + transactionChecks + attemptChecks + permitChecks + readingChecks
        + durabilityChecks

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
}

/// A journal that does not do what every journal must do.
public struct ConformanceFailure: Error, CustomStringConvertible {
    /// The sentence that is not true.
    public let check: String
    /// What was expected.
    public let expected: String
    /// What was found.
    public let found: String

    /// What was expected, and what was found.
    public var description: String { "\(check): expected \(expected), found \(found)" }
}
