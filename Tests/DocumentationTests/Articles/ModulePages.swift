import Foundation
import Logging
import OrderEngine
import OrderEngineJSON
import OrderLifecycle
import OrderService
import PostgresJournal
import Sandbox
import ServiceLifecycle

/// The code of the modules' own pages.
enum ModulePages {
    static func answer(
        _ engine: Engine, _ order: OutOrderNumber, _ clerk: Caller
    ) async throws -> [UInt8] {
        let answer = try await engine.cancelDecision(on: order, caller: clerk)
        let bytes = try AnswerJSON.encode(DecisionJSON(answer))
        return bytes
    }

    static func server() async throws -> PostgresJournalStore {
        let owner = try PostgresAddress("postgres://payscore_owner@db/orders")
        try await PostgresJournalStore.create(at: owner)

        let address = try PostgresAddress("postgres://payscore@db1,db2/orders")
        let clock = SystemClock()
        let journal = try await PostgresJournalStore.open(address) { clock.now() }
        return journal
    }

    static func sandbox(in directory: URL) async throws {
        let sandbox = try await SandboxServer.start(SandboxSettings(directory: directory))
        print(sandbox.baseURL, sandbox.configurationFile.path)
        try await sandbox.run()
    }

    static func services(
        _ bytes: [UInt8], _ engine: Engine, _ journal: any Service, _ caller: Caller,
        _ logger: Logger
    ) throws -> [any Service] {
        let list = try TokenList(json: bytes)
        let server = OrderServer(
            engine: engine, tokens: AcceptedTokens(list), settings: try OrderServerSettings(),
            logger: logger)
        let services: [any Service] = [journal, EngineService(engine, caller: caller), server]
        return services
    }
}
