import Foundation
import GRDB
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import OrderEngine
import OrderLifecycle
import SQLiteJournal
import ServiceLifecycle
import UnixSignals
import WeChatPay

/// A rental shop's order service: asks the engine whether an order may be cancelled, and cancels.
@main
enum RentalService {
    static func main() async {
        Telemetry.bootstrap()
        do {
            try await run(RentalConfiguration(environment: ProcessInfo.processInfo.environment))
        } catch {
            // No error of the engine's names a secret; keys are named by the paths of their files.
            FileHandle.standardError.write(Data("rental-service: \(error)\n".utf8))
            exit(1)
        }
    }

    /// Opens the journal and the provider once, and serves until SIGTERM or SIGINT.
    private static func run(_ configuration: RentalConfiguration) async throws {
        let logger = Logger(label: "rental-service")
        let provider = WeChatPayProvider(settings: try configuration.wechat())
        let database = try RentalDatabase(at: configuration.database)
        let journal = try await SQLiteJournalStore(
            sharing: database.writer, companionWrites: RentalDatabase.record)
        let engine = Engine(journal: journal, provider: provider)

        let server = Application(
            router: CancelRoutes(engine: engine, desk: try caller("http")).router(),
            // A client that sends half a request would hold the shutdown for as long as it likes.
            server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(10))),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: configuration.port),
                serverName: "rental-service"),
            logger: logger)
        let group = group(
            of: [
                journal,
                try CertificateRefresher(provider),
                AlarmPager(alarms: engine.alarms, logger: logger),
                EngineService(engine, caller: try caller("reconciler")),
                server,
            ], logger: logger)
        var failure: (any Error)?
        do { try await group.run() } catch { failure = error }

        await provider.shutdown()
        try database.writer.close()
        logger.info("stopped")
        if let failure { throw failure }
    }

    /// Shuts down in reverse also when a service ends by itself, so that no call loses its journal.
    private static func group(of services: [any Service], logger: Logger) -> ServiceGroup {
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // Longer than the server's idle timeout and the engine's wait together.
        configuration.maximumGracefulShutdownDuration = .seconds(45)
        return ServiceGroup(configuration: configuration)
    }

    private static func caller(_ channel: String) throws -> Caller {
        Caller(actor: try ActorName("rental-service"), channel: try CallerChannel(channel))
    }
}
