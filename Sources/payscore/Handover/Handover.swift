import Foundation
import OrderService
import SQLiteJournal
import Synchronization
import UnixSignals

/// The hand-over of this process's command to the process that owns the journal.
enum Handover {
    /// Whether the command that runs may be handed over.
    @TaskLocal static var isOffered = false

    /// Whether an owner has the command of this process.
    private static let isUnderWay = Mutex(false)

    /// Hands the command over, if an owner takes it.
    ///
    /// - Parameter database: The journal's path.
    /// - Returns: The exit code; `nil` if no owner takes it.
    /// - Throws: ``Failure``: `owner_untrusted`, `owner_gone`, or what the owner refused.
    static func run(at database: String, _ global: GlobalOptions, _ output: Output) async throws
        -> ExitStatus?
    {
        guard let connection = try OwnerConnection(besides: database) else { return nil }
        let command = HandedCommand(
            version: Payscore.version,
            words: try GivenArguments.ofProcess().withGlobalOptionsLast, files: FilesRead.all,
            actor: global.actor ?? Environment["PAYSCORE_ACTOR"],
            language: Language.current.rawValue, shownZone: Audience.current.zone.identifier,
            givenZone: ShownZone.given.identifier, isInteractive: Output.isInteractive,
            isColoured: output.isColoured)
        let signals = await UnixSignalsSequence(trapping: UnixSignal.stopping)
        isUnderWay.withLock { $0 = true }
        defer { isUnderWay.withLock { $0 = false } }
        // The signals stay caught where no owner takes the command, and end the process as ever.
        Task {
            guard let signal = await signals.first() else { return }
            if isUnderWay.withLock({ $0 }) { tellThatOwnerGoesOn(output) }
            signal.endProcess()
        }
        return try await connection.run(command) { answer in
            switch answer {
            case .output(let text): try output.raw(text)
            case .errors(let text): output.relay(text)
            case .question(let number):
                let line = HandedLine(line: readLine())
                try await OwnerConnection(besides: database)?.answer(line, to: number)
            case .ended, .notRun: break
            }
        }
    }

    private static func tellThatOwnerGoesOn(_ output: Output) {
        output.notice(
            "owner_goes_on",
            "the process that owns the journal goes on with this command; payscore attempts and "
                + "history show what came of it",
            zh: "持有账本的进程会继续执行这个命令；结果见 payscore attempts 和 history。")
    }
}
