import ArgumentParser
import Foundation

/// A command with an answer.
protocol PayscoreCommand: AsyncParsableCommand {
    var global: GlobalOptions { get }

    /// Does it, answers, and returns the exit code that tells how it went.
    func perform(_ output: Output) async throws -> ExitStatus
}

extension PayscoreCommand {
    func run() async throws {
        let status = await status()
        if status != .ok { throw ExitCode(status.rawValue) }
    }

    /// Performs the command and reports a failure.
    func status() async -> ExitStatus {
        let output = Output(format: global.output)
        do { return try await perform(output) } catch {
            let failure = Failure(error)
            output.reportNewJournal()
            output.report(failure)
            return failure.status
        }
    }
}
