import ArgumentParser
import Foundation
import Logging
import Metrics
import NIOCore
import OrderEngine
import OrderLifecycle
import OrderService
import ServiceLifecycle
import StrictJSON
import UnixSignals
import WeChatPay

/// Serves the engine over HTTP.
struct ServeCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: told(
            "Serve the engine over HTTP, until it is stopped.", zh: "通过 HTTP 对外提供引擎，直到被停止。"),
        discussion: told(
            """
            It owns the journal while it runs, reconciles what is due, and answers whoever has a \
            token: payscore token new. It speaks TLS with the certificate of the configuration's \
            tls; without one, put a proxy in front.

            It sweeps at its start and then once a day: payscore drift lists what was found.

            It seals the journal at its start, then every ten minutes if something was recorded, \
            and at its end, and hands each checkpoint to the witnesses. The key is that of \
            payscore checkpoint, and is made if there is none.

            SIGTERM and SIGINT stop it in order: what is under way ends first. SIGHUP makes it \
            read tokens, the identity provider's keys and certificates again.
            """,
            zh: """
                运行期间它独占账本，按时补查，并答复持有令牌的人和程序（令牌见 token 命令）。配置了 tls \
                的证书时它使用 TLS，否则请在前面放置代理。

                启动时、此后每天巡查一次；发现的不符之处见 payscore drift。

                启动时、此后每十分钟（有新记录时）和停止时封存账本，并把检查点交给见证者。密钥与 checkpoint \
                命令的相同，没有则生成。

                SIGTERM 和 SIGINT 使它有序停止，正在进行的先做完；SIGHUP 使它\
                重新读取令牌、身份提供方的公钥集和证书。
                """))

    @Option(
        help: ArgumentHelp(
            told("Where the API is served.", zh: "接口的监听地址。"), valueName: "host:port"))
    var listen: GivenAddress = GivenAddress(ListenAddress(port: 8090))

    @Option(
        help: ArgumentHelp(
            told(
                "Where WeChat's notifications are taken. Default: nowhere.",
                zh: "接收微信通知的监听地址。默认不接收。"), valueName: "host:port"))
    var notifications: GivenAddress?

    @Flag(
        name: .customLong("behind-tls"),
        help: ArgumentHelp(
            told(
                "A proxy in front brings TLS, so that the API may listen on other addresses than "
                    + "loopback.",
                zh: "前面的代理提供 TLS，因此接口可以在本机以外的地址上监听。")))
    var isBehindTLS = false

    @Flag(
        name: .customLong("no-console"),
        help: ArgumentHelp(
            told(
                "No pages for people; the API alone.", zh: "不提供供人使用的页面，只提供接口。")))
    var hasNoConsole = false

    @Option(
        help: ArgumentHelp(
            told(
                "How many requests a second each principal may make. Default: 1000.",
                zh: "每个令牌持有者每秒最多可以发多少请求。默认 1000。"), valueName: "number"),
        transform: WholeNumber.read)
    var requestsPerSecond: Int?

    @OptionGroup var seals: SealingOptions

    @OptionGroup var sweeps: SweepingOptions

    @Flag(
        help: ArgumentHelp(
            told(
                "Make no socket beside the journal's lock: commands that write end with "
                    + "journal_locked.",
                zh: "不在账本锁旁创建套接字：写账本的命令会以 journal_locked 结束。")))
    var noSocket = false

    @OptionGroup var place: TokenOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    private static let rates = 1...100_000

    func validate() throws {
        guard requestsPerSecond.map(Self.rates.contains) != false else {
            throw ValidationError(
                "--requests-per-second must be a number from 1 to 100000.",
                zh: "--requests-per-second 须是 1 到 100000 之间的数。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let configuration = try PayscoreConfiguration.load(global.config)
        var settings = try OrderServerSettings(
            api: listen.address, notifications: notifications?.address,
            certificate: try configuration.certificate(of: .api), isBehindTLS: isBehindTLS)
        settings.notificationCertificate = try configuration.certificate(of: .notifications)
        if let requestsPerSecond {
            settings.limits.requestsPerSecond = requestsPerSecond
            settings.limits.requestBurst = 2 * requestsPerSecond
        }
        settings.servesConsole = !hasNoConsole
        let file = try TokenFile(place.tokens, global)
        let provider = try await configuration.identityProvider()
        let accepted = AcceptedTokens(
            try file.read(isNeeded: provider == nil), provider: provider)
        // Before the engine is made, which takes the factory that it finds.
        let metrics = PrometheusMetrics()
        MetricsSystem.bootstrap(metrics)
        return try await CommandContext.with(.weChat, global, output) { [settings] context in
            try await serve(context, accepted, settings, metrics, file, output)
            return .ok
        }
    }

    private func serve(
        _ context: CommandContext, _ accepted: AcceptedTokens, _ settings: OrderServerSettings,
        _ metrics: PrometheusMetrics, _ file: TokenFile, _ output: Output
    ) async throws {
        let logger = ServiceLogHandler.logger(output)
        let reconciler = Caller(
            actor: context.caller.actor, channel: try CallerChannel("service"),
            identification: context.caller.identification)
        let sealing = try seals.sealing(
            of: context, in: JournalNames(global, context.configuration), by: reconciler, output)
        let verification = JournalVerification(
            of: context.journal, head: { try await context.head() }, logger: logger)
        let configured = try context.configuration.webhook()
        let client = configured.map { WebhookClient($0.address) }
        let webhook = configured.flatMap { configured in
            client.map {
                WebhookDeliveries(
                    of: context.engine, kept: context.webhookProgress, to: $0,
                    secret: configured.secret, logger: logger)
            }
        }
        let provider = context.provider
        let path = noSocket ? nil : context.socketPath
        let listening = ListeningReport(settings, socket: path, output)
        let server = OrderServer(
            engine: context.engine, tokens: accepted, settings: settings,
            idempotencyKeys: context.idempotencyKeys, sealing: sealing,
            verification: verification, webhook: webhook, metrics: metrics,
            keysAreUsable: { provider?.canVerify(at: SystemClock().now()) ?? true },
            logger: logger, onListening: { listening.note($0, port: $1) })
        var services: [any Service] = [
            sealing, verification,
            EngineService(
                context.engine, settings: try sweeps.settings(), caller: reconciler),
        ]
        if let client, let webhook { services += [client, webhook] }
        if let provider = context.provider { services.append(try CertificateRefresher(provider)) }
        let certificates = [
            OrderListener.api: settings.certificate,
            .notifications: settings.notificationCertificate,
        ]
        services += [
            ServingReload(
                tokens: file, configuration: context.configuration, accepted: accepted,
                certificates: certificates.compactMapValues(\.self), output: output), server,
        ]
        if let path {
            var socket = OwnerSocket(at: path, commands: OwnerCommands(context.owner))
            socket.roles = try context.configuration.socketRoles()
            services.append(
                OwnerSocketServer(
                    engine: context.engine, socket: socket,
                    idempotencyKeys: context.idempotencyKeys, sealing: sealing,
                    verification: verification, logger: logger,
                    onListening: { listening.noteSocket() }))
        }
        do { try await Self.group(of: services).run() } catch let error as IOError {
            throw Failure(
                .inputOutput, "listen_failed",
                "an address cannot be listened on: \(String(cString: strerror(error.errnoCode)))",
                zh: "监听地址不可用：\(String(cString: strerror(error.errnoCode)))。")
        }
    }

    /// Services that are shut down in reverse by a signal, or as soon as one of them ends.
    static func group(of services: [any Service]) -> ServiceGroup {
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint, .sigquit],
            logger: Logger(label: "payscore.service") { _ in SwiftLogNoOpLogHandler() })
        // Longer than the times that the engine gives to calls which are under way, and the sealing
        // to its last checkpoint.
        configuration.maximumGracefulShutdownDuration = .seconds(60)
        return ServiceGroup(configuration: configuration)
    }
}
