import Crypto
import Foundation
import Logging
import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderService
import SQLiteJournal
import ServiceLifecycle
import StrictJSON

/// The service on the demonstration's journal, for a look: a clerk has asked to cancel an order
/// that awaits ¥128.00.
struct DemoService {
    /// The order that the clerk has asked to cancel.
    static let asked = "DEMO-ASKED"

    private let stage: DemoStage
    private let output: Output

    init(_ stage: DemoStage, _ output: Output) {
        self.stage = stage
        self.output = output
    }

    /// Serves until SIGTERM, SIGINT or SIGQUIT.
    func run() async throws {
        let clerk = try ActorName("clerk-1")
        let order = try OutOrderNumber(Self.asked)
        let requested = try await stage.engine.approvals.request(
            .cancel(reason: try CancelReason("用户投诉：重复扣费")), of: order,
            caller: Caller(actor: clerk, channel: try CallerChannel("demo")))
        guard case .waiting = requested else {
            throw Failure(
                .inputOutput, "demo_failed", "it does not hold that \(order) waits for approval")
        }
        var list = TokenList()
        let asking = try list.issue(
            to: Principal(name: clerk, roles: [.clerk]), at: SystemClock().now(),
            random: SystemRandom())
        let acknowledging = try list.issue(
            to: Principal(name: ActorName("finance-2"), roles: [.approver, .operator]),
            at: SystemClock().now(), random: SystemRandom())
        // Where nobody reads it, the service serves all the same.
        try await serve(AcceptedTokens(list)) {
            try? tell(port: $0, asking.secret, acknowledging.secret)
        }
    }

    private func serve(
        _ tokens: AcceptedTokens, _ onListening: @escaping @Sendable (Int) -> Void
    ) async throws {
        let quiet = Logger(label: "payscore.demo") { _ in SwiftLogNoOpLogHandler() }
        let journal = stage.store
        let sealing = CheckpointSealing(
            JournalSealer(
                journal: journal, key: Curve25519.Signing.PrivateKey(),
                name: try CheckpointName("demo"),
                caller: stage.caller), logger: quiet)
        let verification = JournalVerification(
            of: journal, head: { try await journal.head() }, logger: quiet)
        var settings = try OrderServerSettings(api: ListenAddress(port: 0))
        settings.servesConsole = true
        let server = OrderServer(
            engine: stage.engine, tokens: tokens, settings: settings, idempotencyKeys: journal,
            sealing: sealing, verification: verification, logger: quiet,
            onListening: { _, port in onListening(port) })
        try await ServeCommand.group(of: [
            sealing, verification, EngineService(stage.engine, caller: stage.caller), server,
        ]).run()
    }

    private func tell(port: Int, _ clerk: String, _ approver: String) throws {
        let console = "http://127.0.0.1:\(port)/console/"
        let json: JSONValue = [
            "console": .string(console), "api": .string("http://127.0.0.1:\(port)"),
            "clerk_token": .string(clerk), "approver_token": .string(approver),
        ]
        try output.answer(json) {
            [
                "",
                told(
                    "The service runs for a look, until Ctrl-C: \(console, .accent)",
                    zh: "服务已启动，供您查看，按 Ctrl-C 结束：\(console, .accent)"),
                told(
                    "  clerk-1, who asks: \(clerk, .bold)",
                    zh: "  clerk-1（申请人）：\(clerk, .bold)"),
                told(
                    "  finance-2, who acknowledges amounts, seals and verifies: \(approver, .bold)",
                    zh: "  finance-2（确认金额、封存和核验的人）：\(approver, .bold)"),
                told(
                    "Find out who cancelled DEMO-CHARGED, and print its evidence. Under Approvals, "
                        + "finance-2 acknowledges ¥128.00 of \(Self.asked).",
                    zh: "请查一查是谁取消了 DEMO-CHARGED，并打印它的凭据；再以 finance-2 的身份，在“审批”里确认 "
                        + "\(Self.asked) 的 ¥128.00。"),
            ]
        }
    }
}
