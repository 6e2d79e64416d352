import Foundation
import OrderEngine
import OrderEngineJSON
import OrderLifecycle
import Sandbox

/// The code of the modules' own pages.
enum ModulePages {
    static func answer(
        _ engine: Engine, _ order: OutOrderNumber, _ clerk: Caller
    ) async throws -> [UInt8] {
        let answer = try await engine.cancelDecision(on: order, caller: clerk)
        let bytes = try AnswerJSON.encode(DecisionJSON(answer))
        return bytes
    }

    static func sandbox(in directory: URL) async throws {
        let sandbox = try await SandboxServer.start(SandboxSettings(directory: directory))
        print(sandbox.baseURL, sandbox.configurationFile.path)
        try await sandbox.run()
    }
}
