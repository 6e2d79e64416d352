import ArgumentParser
import Foundation
import Logging
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
            token: payscore token new. It has no TLS; put a proxy in front.

            SIGTERM and SIGINT stop it in order: what is under way ends first. SIGHUP makes it \
            read the tokens again.
            """,
            zh: """
                运行期间它独占账本，按时补查，并答复持有令牌的人和程序（令牌见 token 命令）。它不带 TLS，\
                请在前面放置代理。

                SIGTERM 和 SIGINT 使它有序停止，正在进行的先做完；SIGHUP 使它重新读取令牌。
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

    @OptionGroup var place: TokenOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        var settings = try OrderServerSettings(
            api: listen.address, notifications: notifications?.address, isBehindTLS: isBehindTLS)
        settings.servesConsole = !hasNoConsole
        let file = try TokenFile(place.tokens, global)
        let accepted = AcceptedTokens(try file.read())
        return try await CommandContext.with(.weChat, global, output) { [settings] context in
            try await serve(context, accepted, settings, file, output)
            return .ok
        }
    }

    private func serve(
        _ context: CommandContext, _ accepted: AcceptedTokens, _ settings: OrderServerSettings,
        _ file: TokenFile, _ output: Output
    ) async throws {
        let logger = Logger(label: "payscore.service") { _ in ServiceLogHandler(output: output) }
        let reconciler = Caller(
            actor: context.caller.actor, channel: try CallerChannel("service"),
            identification: context.caller.identification)
        let listening = ListeningReport(settings, output)
        let server = OrderServer(
            engine: context.engine, tokens: accepted, settings: settings, logger: logger,
            onListening: { listening.note($0, port: $1) })
        var services: [any Service] = [EngineService(context.engine, caller: reconciler)]
        if let provider = context.provider { services.append(try CertificateRefresher(provider)) }
        services += [TokenReloading(file: file, accepted: accepted, output: output), server]
        do { try await Self.group(of: services).run() } catch let error as IOError {
            throw Failure(
                .inputOutput, "listen_failed",
                "an address cannot be listened on: \(String(cString: strerror(error.errnoCode)))",
                zh: "监听地址不可用：\(String(cString: strerror(error.errnoCode)))。")
        }
    }

    private static func group(of services: [any Service]) -> ServiceGroup {
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint, .sigquit],
            logger: Logger(label: "payscore.service") { _ in SwiftLogNoOpLogHandler() })
        // Longer than the time that the engine gives to calls which are under way.
        configuration.maximumGracefulShutdownDuration = .seconds(45)
        return ServiceGroup(configuration: configuration)
    }
}
