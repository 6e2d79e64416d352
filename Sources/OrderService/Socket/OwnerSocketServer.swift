import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import OrderEngine
public import OrderJournal
public import ServiceLifecycle

/// Serves the API, and commands of the command line, on the socket beside the journal's lock.
///
/// Place it behind the journal and `EngineService` in a group, so that it is shut down first:
///
///     let commands = try OwnerCommands(engine: engine, journal: journal, settings: settings)
///     if let path = journal.socketPath {
///         services.append(
///             OwnerSocketServer(
///                 engine: engine, socket: OwnerSocket(at: path, commands: commands)))
///     }
public struct OwnerSocketServer: Service {
    private let engine: Engine
    private let socket: OwnerSocket
    private let idempotencyKeys: (any IdempotencyKeyStore)?
    private let sealing: CheckpointSealing?
    private let verification: JournalVerification?
    private let logger: Logger
    private let onListening: @Sendable () -> Void

    /// Creates a server.
    ///
    /// - Parameters:
    ///   - engine: The engine.
    ///   - socket: Where it listens, who may do what, and what is permitted at most.
    ///   - idempotencyKeys: Where each `Idempotency-Key` is kept: the journal of the engine.
    ///   - sealing: Seals the journal when an operator asks for it; a service of the same group.
    ///   - verification: Verifies the journal when an operator asks for it; a service of the same
    ///     group.
    ///   - logger: Where requests and commands are told: by name, user and outcome.
    ///   - onListening: Called once it accepts connections.
    public init(
        engine: Engine, socket: OwnerSocket,
        idempotencyKeys: (any IdempotencyKeyStore)? = nil, sealing: CheckpointSealing? = nil,
        verification: JournalVerification? = nil,
        logger: Logger = Logger(label: "payscore.service"),
        onListening: @escaping @Sendable () -> Void = {}
    ) {
        self.engine = engine
        self.socket = socket
        self.idempotencyKeys = idempotencyKeys
        self.sealing = sealing
        self.verification = verification
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until a graceful shutdown, or until the task is cancelled; then removes the socket.
    ///
    /// - Throws: ``OwnerSocketError`` if the socket cannot be made.
    public func run() async throws {
        let place = try SocketPlace(socket.path)
        defer { place.remove() }
        let api = OrderAPI(
            engine: engine, access: .socket(socket), sealing: sealing,
            verification: verification,
            idempotency: idempotencyKeys.map {
                IdempotentRequests($0, engine: engine, logger: logger)
            }, metrics: nil, keysAreUsable: { true }, limits: socket.limits, logger: logger)
        let router = api.router()
        if let commands = socket.commands {
            CommandDesk(commands, logger: logger).add(to: router)
        }
        let onListening = onListening
        let application = try Application.limited(
            router.buildResponder(), at: .unixDomainSocket(path: place.draft), socket.limits
        ) { channel in
            guard place.publish() else { return channel.close(promise: nil) }
            onListening()
        }
        try await application.run()
        try place.check()
    }
}
