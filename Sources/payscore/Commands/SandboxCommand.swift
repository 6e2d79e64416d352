import ArgumentParser
import Foundation
import Sandbox
import StrictJSON
import UnixSignals

/// Runs an imitation of WeChat Pay Score.
struct SandboxCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Run an imitation of WeChat Pay Score on this machine until stopped.",
        discussion: """
            The directory gets keys and a ready payscore.json, and keeps the orders; a restart \
            forgets nothing. Its file control-token holds the header with which you play the \
            customer: curl -X POST -H @FILE. The first line of the answer is the base URL.
            """)

    @Option(help: "The port to listen on; 0 picks a free one.", transform: WholeNumber.read)
    var port = 0

    @Option(help: ArgumentHelp("Where keys and orders are kept.", valueName: "path"))
    var directory = "payscore-sandbox"

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        guard !directory.isEmpty, !directory.utf8.contains(0) else {
            throw Failure(.notFound, "file_missing", "the name of the directory is empty")
        }
        let stop = await UnixSignalsSequence(trapping: UnixSignal.stopping)
        let sandbox = try await SandboxServer.start(
            SandboxSettings(directory: URL(fileURLWithPath: directory), port: port))
        let address = sandbox.baseURL.absoluteString
        let token = sandbox.controlTokenFile.path
        let file = sandbox.configurationFile.path
        try output.answer([
            "base_url": .string(address), "port": .number(sandbox.port),
            "configuration_file": .string(file), "control_token_file": .string(token),
        ]) { ["\(address)"] }
        if output.format == .text {
            func hint(_ word: String, _ text: String) {
                output.note("\(StyledText(word, .dim).padded(to: 13))  \(text)")
            }
            hint(told("configuration", zh: "配置"), file)
            hint(told("try", zh: "试一试"), "payscore doctor --config \(file)")
            hint(
                told("customer", zh: "扮演用户"),
                "curl -X POST -H @\(token) \(address)/sandbox/orders/ORDER/confirm")
            hint(told("stop", zh: "停止"), "Control-C")
        }
        await stop.first()
        await sandbox.stop()
        return .ok
    }
}
