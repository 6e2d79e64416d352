import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Sandbox
import Testing
import WeChatPay

@testable import OrderEngine

/// A sandbox on loopback, a journal in a real file and an engine between them, with a clock that
/// the test moves.
final class Stage: Sendable {
    let directory: URL
    let sandbox: RunningSandbox
    let journal: SQLiteJournalStore
    let provider: WeChatPayProvider
    let engine: Engine
    let clock: LeapingClock
    let caller: Caller

    /// Sets a stage up, plays on it, and takes it down again.
    ///
    /// - Parameter runs: Whether the clock runs with the machine's; see ``LeapingClock``.
    static func play(
        clockRuns runs: Bool = false, _ body: (Stage) async throws -> Void
    ) async throws {
        let stage = try await Stage(clock: LeapingClock(runs: runs))
        do { try await body(stage) } catch {
            await stage.end()
            throw error
        }
        await stage.end()
    }

    /// What finds the customers of the tests.
    static let customerKey = CustomerKey(bytes: [UInt8](repeating: 9, count: CustomerKey.length))

    private init(clock: LeapingClock) async throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "payscore-stage-\(UUID().uuidString)")
        self.clock = clock
        sandbox = try await SandboxServer.start(
            SandboxSettings(
                directory: directory, unauthorizedOrders: .accepted, clock: { clock.date }))
        journal = try await SQLiteJournalStore.open(
            at: directory.appending(path: "journal.sqlite").path, mode: .owner)
        provider = try Self.provider(of: sandbox, in: directory, clock: clock)
        engine = Engine(
            journal: journal, provider: provider, customerKey: Self.customerKey, clock: clock)
        caller = Caller(actor: try ActorName("end-to-end"), channel: try CallerChannel("test"))
    }

    private func end() async {
        await provider.shutdown()
        await sandbox.stop()
        try? await journal.close()
        try? FileManager.default.removeItem(at: directory)
    }

    /// Builds the adapter from the files that the sandbox wrote, as a merchant would.
    private static func provider(
        of sandbox: RunningSandbox, in directory: URL, clock: LeapingClock,
        through origin: String? = nil
    ) throws -> WeChatPayProvider {
        let written = try JSONDecoder().decode(
            WrittenConfiguration.self, from: Data(contentsOf: sandbox.configurationFile))
        func path(_ name: String) -> String { directory.appending(path: name).path }
        let merchant = try WeChatPayMerchant(
            merchantID: MerchantID(written.merchant.mchid),
            appID: AppID(written.merchant.appid),
            serviceID: ServiceID(written.merchant.service_id),
            certificateSerial: written.merchant.certificate_serial,
            privateKey: MerchantPrivateKey(pemFile: path(written.merchant.private_key_file)),
            apiV3Key: APIv3Key(file: path(written.merchant.api_v3_key_file)))
        let key = try WeChatPayKey.publicKey(
            id: written.wechat.public_key_id, pemFile: path(written.wechat.public_key_file))
        let endpoint = try WeChatPayEndpoint(
            baseURL: origin ?? written.wechat.base_url, allowsLoopbackHTTP: true)
        return WeChatPayProvider(
            settings: try WeChatPaySettings(
                merchant: merchant, trustedKeys: [key], endpoint: endpoint,
                limits: WeChatPayLimits(
                    connectTimeout: .seconds(20), requestTimeout: .seconds(30))),
            clock: clock, random: SystemRandom(), nonces: SeenNonces())
    }

    /// Another provider, which remembers nothing of what others were answered: as after a restart.
    func provider(through origin: String) throws -> WeChatPayProvider {
        try Self.provider(of: sandbox, in: directory, clock: clock, through: origin)
    }

    /// Another engine on the same journal.
    func engine(on provider: WeChatPayProvider) -> Engine {
        Engine(journal: journal, provider: provider, customerKey: Self.customerKey, clock: clock)
    }
}

extension Stage {
    /// Creates an order in no-confirm mode, which is in service at once.
    func orderInService(_ text: String) async throws -> OutOrderNumber {
        try await create(text, extra: #","need_user_confirm":false,"openid":"oUpF8uMuAJO""#)
    }

    /// Creates an order in confirm mode, which waits for its customer.
    func createdOrder(_ text: String) async throws -> OutOrderNumber {
        try await create(text, extra: #","need_user_confirm":true"#)
    }

    /// Creates and completes an order, so that 5,000 fen are awaited.
    func orderAwaitingPayment(_ text: String) async throws -> OutOrderNumber {
        let order = try await orderInService(text)
        let result = try await engine.complete(
            order, json: Array(Self.completion.utf8), caller: caller)
        guard case .attempted(let report, _) = result else { throw Unexpected(result) }
        #expect(report.order.state.code == "awaiting_payment")
        return order
    }

    static let completion = """
        {"post_payments":[{"name":"骑行费","amount":5000}],"total_amount":5000,\
        "time_range":{"end_time":"20200101120000"}}
        """

    private func create(_ text: String, extra: String) async throws -> OutOrderNumber {
        let order = try OutOrderNumber(text)
        let json = """
            {"out_order_no":"\(text)","service_introduction":"单车",\
            "time_range":{"start_time":"20200101110000"},\
            "risk_fund":{"name":"ESTIMATE_ORDER_COST","amount":10000},\
            "notify_url":"https://merchant.example/notify"\(extra)}
            """
        let result = try await engine.create(order, json: Array(json.utf8), caller: caller)
        guard case .attempted(let report, _) = result, report.attempt.isSettled else {
            throw Unexpected(result)
        }
        return order
    }

    /// Asks for a decision and cancels, acknowledging whatever is at stake.
    func cancel(_ order: OutOrderNumber) async throws -> CallResult {
        let answer = try await engine.cancelDecision(on: order, caller: caller)
        var consent: Consent?
        if case .needsAcknowledgement(let loss) = answer.decision {
            consent = try answer.acknowledge(atStake: loss.atStake, by: try ActorName("finance"))
        }
        return try await engine.cancel(
            order, reason: try CancelReason("用户取消"), consent: consent, caller: caller)
    }

    /// Tells the sandbox to misbehave.
    func disturb(_ operation: String, _ kind: String, delay: Int? = nil) async throws {
        let delay = delay.map { ",\"delay_ms\":\($0)" } ?? ""
        try await control(
            "faults", body: "{\"operation\":\"\(operation)\",\"kind\":\"\(kind)\"\(delay)}")
    }

    /// Posts to the sandbox's control interface.
    func control(_ path: String, body: String = "") async throws {
        var request = HTTPClientRequest(url: "\(sandbox.baseURL)/sandbox/\(path)")
        request.method = .POST
        request.headers.add(name: "Sandbox-Token", value: sandbox.controlToken)
        request.body = .bytes(ByteBuffer(string: body))
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        #expect(answer.status.code < 300)
    }

    /// The bodies of the requests of one order that the sandbox received, of one operation.
    func received(_ operation: String, _ order: OutOrderNumber) async throws -> [ReceivedCall] {
        let request = HTTPClientRequest(url: "\(sandbox.baseURL)/sandbox/requests")
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await answer.body.collect(upTo: 1 << 24)
        return try JSONDecoder().decode(ReceivedCalls.self, from: Data(buffer: body))
            .requests.filter { $0.operation == operation && $0.out_order_no == order.text }
    }

    /// The intents of an order, with the bytes that were recorded for them.
    func intents(of order: OutOrderNumber) async throws -> [[UInt8]] {
        try await journal.read { reader in
            try reader.records(of: .order(order), after: 0, limit: 1000)
                .filter { $0.event == "intended" }
                .compactMap { record in
                    guard case .attempt(.intended(let intent)) = try record.content else {
                        return nil
                    }
                    let envelope = try reader.request(of: intent.attempt)
                        .flatMap { RequestEnvelope(bytes: $0) }
                    let key = try intent.customer.flatMap { try reader.customer($0) }
                        .flatMap { Self.customerKey?.requestKey(of: $0) }
                    return try RequestKeys.none.message(
                        in: envelope, for: intent.attempt, customerKey: key)?.body
                }
        }
    }
}

private struct ReceivedCalls: Decodable {
    let requests: [ReceivedCall]
}

/// What the sandbox writes for the merchant.
private struct WrittenConfiguration: Decodable {
    struct Merchant: Decodable {
        let mchid, appid, service_id, certificate_serial, private_key_file, api_v3_key_file: String
    }
    struct WeChat: Decodable {
        let base_url, public_key_id, public_key_file: String
    }
    let merchant: Merchant
    let wechat: WeChat
}
