import Foundation
import JournalStorage
import OrderJournal
import Testing

@testable import PostgresJournal

/// A server of a test's own, which it may restart, break and change as it likes.
final class TrialServer: Sendable {
    private let folder: String
    private let text: String
    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../scripts/postgres").path

    /// Starts it, with an empty journal in the database `trial`.
    init(isDurable: Bool = false) async throws {
        folder = "/tmp/payscore-trial-\(UUID().uuidString.prefix(8))"
        let (folder, script) = (folder, Self.script)
        text = try await runBlocking {
            try Self.run(script, ["start", folder] + (isDurable ? ["--durable"] : []))
        }
        try execute("CREATE DATABASE trial", in: "postgres")
        try await PostgresJournalStore.create(at: address())
    }

    deinit { _ = try? Self.run(Self.script, ["stop", folder]) }

    func address(as user: String = "postgres", of database: String = "trial") throws
        -> PostgresAddress
    {
        try PostgresAddress(
            text.replacingOccurrences(of: "//postgres@/postgres?", with: "//\(user)@/\(database)?"))
    }

    /// Runs statements, each by itself.
    @discardableResult
    func execute(
        _ statements: String..., as user: String = "postgres", in database: String = "trial"
    ) throws -> [Answer] {
        let connection = try Connecting(
            address: address(as: user, of: database), prepares: false
        ).connect(isWriting: false)
        return try statements.map { statement in
            try connection.run([Call(statement)], within: .seconds(60))[0]
        }
    }

    /// How many rows a query finds.
    func count(_ query: String) throws -> Int64 {
        try execute("SELECT count(*) FROM (\(query)) AS q")[0].first { try $0.number() } ?? -1
    }

    /// Ends the server at once, as a power failure does, and starts it again.
    func crash() async throws {
        let (folder, script) = (folder, Self.script)
        try await runBlocking {
            for verb in ["crash", "restart"] { _ = try Self.run(script, [verb, folder]) }
        }
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        // No pipe: a server that is started beside this one would hold its end open.
        let output = "/tmp/payscore-trial-output-\(UUID().uuidString)"
        try #require(FileManager.default.createFile(atPath: output, contents: nil))
        defer { try? FileManager.default.removeItem(atPath: output) }
        process.standardOutput = try FileHandle(
            forWritingTo: URL(fileURLWithPath: output))
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(arguments)")
        return try String(contentsOfFile: output, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
