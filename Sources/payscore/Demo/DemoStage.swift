import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Sandbox
import StrictJSON
import WeChatPay

/// What the demonstration plays on: a sandbox that listens, a merchant with a fresh journal and a
/// server for notifications, and the customer's hands.
struct DemoStage {
    let sandbox: RunningSandbox
    let journal: any Journal
    let engine: Engine
    let caller: Caller
    let receiver: NotificationReceiver
    /// The journal's file.
    let database: String
    let store: SQLiteJournalStore
    private let provider: WeChatPayProvider

    /// Sets the stage up in an empty directory.
    static func open(in directory: URL, caller: Caller) async throws -> DemoStage {
        let receiver = try await NotificationReceiver.start()
        // What was not taken comes again after milliseconds.
        let sandbox = try await SandboxServer.start(
            SandboxSettings(
                directory: directory, notificationSpeed: 1000,
                notificationReceiver: receiver.url))
        let configuration = try PayscoreConfiguration.load(
            sandbox.configurationFile.path, environment: [:])
        let database = configuration.text(.database) ?? directory.path + "/payscore.sqlite"
        let store = try await SQLiteJournalStore.open(at: database, mode: .owner)
        let provider = WeChatPayProvider(settings: try configuration.weChatPaySettings())
        let engine = Engine(
            journal: store, provider: provider, settings: try configuration.engineSettings(),
            customerKey: try configuration.customerKey())
        let notified = Caller(
            actor: try ActorName("notify"), channel: try CallerChannel("notify"))
        receiver.serve(engine, as: notified)
        return DemoStage(
            sandbox: sandbox, journal: store, engine: engine, caller: caller, receiver: receiver,
            database: database, store: store, provider: provider)
    }

    /// Takes the stage down.
    func close() async throws {
        await provider.shutdown()
        await sandbox.stop()
        await receiver.stop()
        try await store.close()
    }

    /// Plays the customer: `confirm`, `pay`, `expire`; or a colleague on the merchant platform:
    /// `revoke`.
    func act(_ action: String, _ order: OutOrderNumber) async throws {
        try await post("/sandbox/orders/\(order.pathSegment)/\(action)", body: nil)
    }

    /// Plays the customer, who agrees to orders without confirmation.
    func agree(_ openID: String, to code: AuthorizationCode) async throws {
        try await post(
            "/sandbox/authorizations/\(code.text)/open", body: ["openid": .string(openID)])
    }

    /// Has a forged notification precede WeChat's own that an order was paid.
    func forgePayment(of order: OutOrderNumber) async throws {
        let fault: JSONValue = [
            "notification": "user_paid", "out_order_no": .string(order.text), "kind": "forged",
            "times": 1,
        ]
        try await post("/sandbox/faults", body: fault)
    }

    /// Waits until the next notification was answered; `nil` if none comes within ten seconds.
    func nextAnswer() async -> NotificationAnswer? {
        let answers = receiver.answers
        return await withTaskGroup(of: NotificationAnswer?.self) { group in
            group.addTask { await answers.first { _ in true } }
            group.addTask {
                try? await Task.sleep(for: .seconds(10))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Whether any of the journal's files holds a text.
    func isKept(_ text: String) throws -> Bool {
        try ["", "-wal"].map { database + $0 }
            .filter { FileManager.default.fileExists(atPath: $0) }
            .contains {
                try Data(contentsOf: URL(fileURLWithPath: $0)).firstRange(of: Data(text.utf8))
                    != nil
            }
    }

    /// Loses WeChat's answer to the next cancel of an order, after the cancel took effect.
    func loseAnswer(toCancelOf order: OutOrderNumber) async throws {
        let fault: JSONValue = [
            "operation": "cancel", "out_order_no": .string(order.text), "kind": "answer_lost",
            "times": 1,
        ]
        try await post("/sandbox/faults", body: fault)
    }

    private func post(_ path: String, body: JSONValue?) async throws {
        var request = HTTPClientRequest(url: sandbox.baseURL.absoluteString + path)
        request.method = .POST
        // A connection that stays would hold up the sandbox's end.
        request.headers.add(name: "Connection", value: "close")
        request.headers.add(name: "Sandbox-Token", value: sandbox.controlToken)
        if let body { request.body = .bytes(body.canonical) }
        let answer = try? await HTTPClient.shared.execute(request, timeout: .seconds(5))
        guard answer?.status == .ok else {
            throw Failure(
                .inputOutput, "demo_failed", "the sandbox did not take POST \(path)")
        }
    }
}
