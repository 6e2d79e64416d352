public import OrderEngine
public import OrderService
public import SQLiteJournal

/// What the owner of a journal lends to the commands of other processes.
struct JournalOwner: Sendable {
    let engine: Engine
    let store: SQLiteJournalStore
    let settings: EngineSettings
    let configuration: PayscoreConfiguration
    /// The journal's path.
    let path: String

    /// Runs a command of another process.
    ///
    /// - Returns: Its exit code; `nil` if it is none that is run here.
    func run(
        _ command: HandedCommand, of user: PeerUser, by link: CommandLink
    ) async -> ExitStatus? {
        guard command.version == Payscore.version,
            let handed = try? HandedOver(command, of: user, by: link, to: self)
        else { return nil }
        return await HandedOver.$current.withValue(handed) {
            await handed.audience.told(throughout: {
                await Payscore.statusOfHanded(command.words)
            })
        }
    }
}

extension OwnerCommands {
    init(_ owner: JournalOwner) {
        self.init { command, user, link in
            await owner.run(command, of: user, by: link)?.rawValue
        }
    }

    /// Runs the commands of `payscore` in a program that embeds the engine, while it owns the
    /// journal.
    ///
    /// - Parameters:
    ///   - engine: The program's engine.
    ///   - journal: The journal that the program has opened as its owner.
    ///   - settings: What the engine was made with.
    ///   - configuration: The path of a `payscore.json` with what the commands need besides: the
    ///     merchant, the application and the service, the limit of a reason, the key of
    ///     checkpoints. Its policy is not used.
    /// - Throws: If the configuration cannot be read.
    public init(
        engine: Engine, journal: SQLiteJournalStore, settings: EngineSettings,
        configuration: String? = nil
    ) throws {
        let read = try configuration.map { try PayscoreConfiguration.load($0, environment: [:]) }
        self.init(
            JournalOwner(
                engine: engine, store: journal, settings: settings,
                configuration: read ?? .nothing, path: journal.path))
    }
}
