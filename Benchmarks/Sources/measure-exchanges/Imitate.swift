import ArgumentParser
import Dispatch
import Foundation
import Sandbox

/// Plays WeChat until its standard input ends, so that it never outlives whoever started it.
struct Imitate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Play WeChat until standard input ends; print the configuration's path.")

    @Argument(help: "Where keys and orders are kept.")
    var directory: String

    func run() async throws {
        let sandbox = try await SandboxServer.start(
            SandboxSettings(
                directory: URL(filePath: directory), unauthorizedOrders: .accepted))
        FileHandle.standardOutput.write(Data("\(sandbox.configurationFile.path)\n".utf8))
        await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
            // The server may need every thread that tasks run on.
            DispatchQueue.global().async {
                while readLine() != nil {}
                ended.resume()
            }
        }
        await sandbox.stop()
    }
}
