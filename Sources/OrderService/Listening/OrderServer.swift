import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import OrderEngine
public import OrderJournal
import OrderLifecycle
public import ServiceLifecycle

/// An engine behind HTTP: the API for the merchant's systems and people, and a listener of its own
/// that takes WeChat's notifications.
///
/// Place it behind the journal and `EngineService` in a group, so that it is shut down first:
///
///     let list = try TokenList(json: bytes)
///     let server = OrderServer(
///         engine: engine, tokens: AcceptedTokens(list), settings: try OrderServerSettings(),
///         logger: logger)
///     let services: [any Service] = [journal, EngineService(engine, caller: caller), server]
public struct OrderServer: Service {
    private let engine: Engine
    private let tokens: AcceptedTokens
    private let settings: OrderServerSettings
    private let sealing: CheckpointSealing?
    private let verification: JournalVerification?
    private let webhook: WebhookDeliveries?
    private let idempotencyKeys: (any IdempotencyKeyStore)?
    private let metrics: PrometheusMetrics?
    private let keysAreUsable: @Sendable () -> Bool
    private let logger: Logger
    private let onListening: @Sendable (OrderListener, Int) -> Void

    /// Creates a server.
    ///
    /// - Parameters:
    ///   - engine: The engine.
    ///   - tokens: Who may use the API.
    ///   - settings: Where it listens, and what it permits at most.
    ///   - idempotencyKeys: Where each `Idempotency-Key` is kept: the journal of the engine.
    ///   - sealing: Seals the journal when an operator asks for it; a service of the same group.
    ///   - verification: Verifies the journal when an operator asks for it; a service of the same
    ///     group.
    ///   - webhook: Whose deliveries the console shows; a service of the same group.
    ///   - metrics: What `/metrics` shows, and where requests are counted; without it, requests are
    ///     counted in the factory that was bootstrapped, and there is no `/metrics`.
    ///   - keysAreUsable: Whether WeChat's answers can be verified now; asked by `/readyz`.
    ///   - logger: Where requests are told: endpoint, principal and outcome, and nothing that was
    ///     brought.
    ///   - onListening: Called with each listener and its port, once it accepts connections.
    public init(
        engine: Engine, tokens: AcceptedTokens, settings: OrderServerSettings,
        idempotencyKeys: (any IdempotencyKeyStore)? = nil, sealing: CheckpointSealing? = nil,
        verification: JournalVerification? = nil, webhook: WebhookDeliveries? = nil,
        metrics: PrometheusMetrics? = nil,
        keysAreUsable: @escaping @Sendable () -> Bool = { true },
        logger: Logger = Logger(label: "payscore.service"),
        onListening: @escaping @Sendable (OrderListener, Int) -> Void = { _, _ in }
    ) {
        self.engine = engine
        self.tokens = tokens
        self.settings = settings
        self.sealing = sealing
        self.verification = verification
        self.webhook = webhook
        self.idempotencyKeys = idempotencyKeys
        self.metrics = metrics
        self.keysAreUsable = keysAreUsable
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until a graceful shutdown, or until the task is cancelled.
    ///
    /// - Throws: If an address cannot be listened on.
    public func run() async throws {
        let idempotency = idempotencyKeys.map {
            IdempotentRequests($0, engine: engine, logger: logger)
        }
        let api = OrderAPI(
            engine: engine, access: .tokens(tokens), sealing: sealing, verification: verification,
            webhook: webhook, idempotency: idempotency, metrics: metrics,
            keysAreUsable: keysAreUsable,
            limits: settings.limits, logger: logger)
        let router = api.router()
        if settings.servesConsole {
            try Console(api, tokens: tokens, isBehindTLS: settings.hasTLS).add(to: router)
        }
        var services: [any Service] = [
            try application(
                router.buildResponder(), .api, at: settings.api, settings.certificate)
        ]
        if let idempotency {
            services.append(IdempotencySweep(requests: idempotency, engine: engine))
        }
        if let address = settings.notifications {
            let desk = NotificationDesk(
                engine: engine, path: settings.notificationPath, limits: settings.limits,
                logger: logger)
            services.append(
                try application(
                    try desk.router().buildResponder(), .notifications, at: address,
                    settings.notificationCertificate))
        }
        let configuration = ServiceGroupConfiguration(
            services: services.map {
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, logger: .quiet)
        try await ServiceGroup(configuration: configuration).run()
    }

    private func application(
        _ responder: RouterResponder<ServiceContext>, _ listener: OrderListener,
        at address: ListenAddress, _ certificate: ListenerCertificate?
    ) throws -> Application<RouterResponder<ServiceContext>> {
        let onListening = onListening
        return try Application.limited(
            responder, at: .hostname(address.host, port: Int(address.port)), settings.limits,
            certificate
        ) { channel in
            onListening(listener, channel.localAddress?.port ?? Int(address.port))
        }
    }
}
