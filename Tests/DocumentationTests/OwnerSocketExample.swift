import OrderEngine
import OrderService
import SQLiteJournal
import ServiceLifecycle
import payscore

/// Lets `payscore` work beside this program; for the group, behind the journal and the engine.
func commandLine(
    _ journal: SQLiteJournalStore, _ engine: Engine, _ settings: EngineSettings
) throws -> (any Service)? {
    let commands = try OwnerCommands(
        engine: engine, journal: journal, settings: settings, configuration: "payscore.json")
    return journal.socketPath.map {
        OwnerSocketServer(engine: engine, socket: OwnerSocket(at: $0, commands: commands))
    }
}
