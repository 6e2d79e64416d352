import Foundation
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import PostgresJournal

/// The server that `PAYSCORE_POSTGRES` names, started by `scripts/postgres`; each journal gets a
/// database of its own there.
enum PostgresUnderTest {
    /// Where the server is; without one these tests are not run.
    static let text = ProcessInfo.processInfo.environment["PAYSCORE_POSTGRES"]
    static var isThere: Bool { text != nil }

    private static let template = Template()

    /// Makes one database with the journal's tables, and copies it.
    private actor Template {
        private var made: Task<Void, any Error>?
        private var count = 0
        private let name = "payscore_\(ProcessInfo.processInfo.processIdentifier)"

        func copy() async throws -> String {
            let server = try Connecting(
                address: PostgresUnderTest.address(), prepares: false
            ).connect(isWriting: true)
            let making =
                made
                ?? Task { [name] in
                    _ = try server.run([Call("CREATE DATABASE \(name)")], within: .seconds(60))
                    try await PostgresJournalStore.create(at: PostgresUnderTest.address(of: name))
                }
            made = making
            try await making.value
            count += 1
            let copy = "\(name)_\(count)"
            _ = try server.run(
                [Call("CREATE DATABASE \(copy) TEMPLATE \(name)")], within: .seconds(60))
            return copy
        }
    }

    static func address(of database: String = "postgres") throws -> PostgresAddress {
        let text = try #require(text)
        return try PostgresAddress(
            text.replacingOccurrences(of: "/postgres?", with: "/\(database)?"))
    }

    /// Makes a database with an empty journal.
    static func freshDatabase() async throws -> PostgresAddress {
        try address(of: try await template.copy())
    }

    /// Opens a journal that is there.
    static func open(
        _ address: PostgresAddress, mode: PostgresJournalStore.Mode = .writer,
        prepares: Bool = true
    ) async throws -> PostgresJournalStore {
        try await PostgresJournalStore.open(
            address, mode: mode, durability: .unchecked, prepares: prepares, now: now)
    }

    /// Opens a fresh journal.
    static func fresh() async throws -> PostgresJournalStore {
        try await open(try await freshDatabase())
    }

    @Sendable static func now() -> Timestamp {
        Timestamp(clamping: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
