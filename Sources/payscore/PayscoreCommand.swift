import ArgumentParser
import Foundation

/// A command with an answer.
protocol PayscoreCommand: AsyncParsableCommand {
    var global: GlobalOptions { get }

    /// Whether it writes no file and runs no program that its arguments name, so that another
    /// process can run it.
    var needsNoFileOfItsOwn: Bool { get }

    /// Does it, answers, and returns the exit code that tells how it went.
    func perform(_ output: Output) async throws -> ExitStatus
}

extension PayscoreCommand {
    var needsNoFileOfItsOwn: Bool { true }

    func run() async throws {
        let status = await status()
        if status != .ok { throw ExitCode(status.rawValue) }
    }

    /// Performs the command and reports a failure.
    func status() async -> ExitStatus {
        let output = Output(format: global.output)
        do {
            return try await Handover.$isOffered.withValue(isHandedOver && !global.noHandover) {
                try await perform(output)
            }
        } catch let end as EndedAtOwner { return end.status } catch {
            let failure = Failure(error)
            HandedOver.current?.open()
            output.reportNewJournal()
            output.report(failure)
            return failure.status
        }
    }
}
