import Foundation
import GRDB
import OrderEngine
import OrderEngineTesting
import OrderService
import SQLiteJournal
import Testing
import payscore

/// The command line beside a program that embeds the engine.
@Suite struct EmbeddedOwnerTests {
    @Test(arguments: [false, true])
    func `a program that owns the journal runs the commands on its own engine`(
        isShared: Bool
    ) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.url.path + "/payscore.sqlite"
        let queue = try isShared ? Self.database(at: path) : nil
        let journal =
            if let queue {
                try await SQLiteJournalStore(sharing: queue)
            } else {
                try await SQLiteJournalStore.open(at: path)
            }
        let settings = EngineSettings()
        let engine = Engine(journal: journal, provider: FakeProvider(), settings: settings)
        let place = try Unwrap.value(journal.socketPath, "no place for a socket")
        #expect(place == path + (isShared ? "-payscore.socket" : ".socket"))
        let commands = try OwnerCommands(engine: engine, journal: journal, settings: settings)
        let (listening, told) = AsyncStream.makeStream(of: Void.self)
        let server = OwnerSocketServer(
            engine: engine, socket: OwnerSocket(at: place, commands: commands)
        ) { told.yield() }
        let running = Task { try await server.run() }
        for await _ in listening { break }

        let observed = try await Program.run(
            ["observe", "-", "--output", "json"], in: directory.url,
            input: #"{"out_order_no":"A-1","state":"CREATED"}"#, environment: Program.merchant)
        #expect(observed.status == 0, "\(observed.errors)")
        let protected = try await Program.run(
            ["protect", "A-1", "--reason", "x"], in: directory.url)
        #expect(protected.output.hasPrefix("PROTECTED A-1"), "\(protected.errors)")
        let history = try await Program.run(
            ["history", "A-1", "--output", "json"], in: directory.url)
        #expect(try history.lines.last?["channel"] as? String == "socket")

        running.cancel()
        _ = try? await running.value
        #expect(!FileManager.default.fileExists(atPath: place))
        try await journal.close()
    }

    private static func database(at path: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = EXTRA")
        }
        return queue
    }
}
