import GRDB
import Logging
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import ServiceLifecycle
import UnixSignals
import WeChatPay

/// Reads the keys once and trusts WeChat's public key.
func settings() throws -> WeChatPaySettings {
    let merchant = try WeChatPayMerchant(
        merchantID: MerchantID("1900000109"), appID: AppID("wxd678efh567hg6787"),
        serviceID: ServiceID("00002000000000000000000000000001"),
        certificateSerial: "5F1C72E2A8931B72A2E13AF8DEE92471EB397115",
        privateKey: MerchantPrivateKey(pemFile: "keys/merchant.pem"),
        apiV3Key: APIv3Key(file: "keys/api_v3_key"))
    let key = try WeChatPayKey.publicKey(
        id: "PUB_KEY_ID_0119000001092024121200000000", pemFile: "keys/wechatpay.pem")
    return try WeChatPaySettings(merchant: merchant, trustedKeys: [key])
}

/// A guard of the merchant's own: a clerk may not forgive more than so much.
struct ClerkLimit: CallGuard {
    let limit: Amount

    let identifier = "clerk_limit"
    var version: String { "\(limit.fen)" }

    func verdict(on situation: CallSituation) -> GuardVerdict {
        guard let loss = situation.loss, loss.atStake > limit else { return .allow }
        return .denyCustom(
            CustomDenial(
                code: "over_clerk_limit", english: "A clerk may not forgive that much.",
                chinese: "店员无权免除该金额。"))
    }
}

/// What the program opens once, and closes at its end.
struct OrderDesk {
    let journal: SQLiteJournalStore
    let provider: WeChatPayProvider
    let engine: Engine
}

/// One engine for the whole program, on the program's own database.
func openDesk(on writer: DatabaseQueue) async throws -> OrderDesk {
    let journal = try await SQLiteJournalStore(sharing: writer) { database, records in
        for record in records {
            guard case .order(.happened) = try record.content,
                let phase = try record.stateAfter?.phase, phase.kind.isFinal
            else { continue }
            try database.execute(
                sql: "UPDATE rental SET closed = 1 WHERE number = ?",
                arguments: [record.subject.order?.text])
        }
    }
    var engineSettings = EngineSettings()
    engineSettings.policy.additional = [ClerkLimit(limit: try Amount(fen: 20_000))]
    let provider = WeChatPayProvider(settings: try settings())
    return OrderDesk(
        journal: journal, provider: provider,
        engine: Engine(journal: journal, provider: provider, settings: engineSettings))
}

/// Runs the services; a shutdown goes from the last to the first, also when one of them fails.
func serve(_ desk: OrderDesk, _ server: any Service) async throws {
    let caller = Caller(
        actor: try ActorName("order-service"), channel: try CallerChannel("reconciler"))
    let services: [any Service] = [
        desk.journal, try CertificateRefresher(desk.provider),
        EngineService(desk.engine, caller: caller), server,
    ]
    var configuration = ServiceGroupConfiguration(
        services: services.map {
            ServiceGroupConfiguration.ServiceConfiguration(
                service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                failureTerminationBehavior: .gracefullyShutdownGroup)
        },
        gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "order-service"))
    configuration.maximumGracefulShutdownDuration = .seconds(45)
    var failure: (any Error)?
    do { try await ServiceGroup(configuration: configuration).run() } catch { failure = error }
    await desk.provider.shutdown()
    if let failure { throw failure }
}

/// Rents a power bank until midnight in Beijing, for at most ¥99.00.
func rent(_ desk: OrderDesk, _ order: OutOrderNumber, now: Timestamp, caller: Caller) async throws
    -> CallResult?
{
    var request = CreateOrderRequest(
        order, introduction: "充电宝",
        timeRange: ServiceTimeRange(start: .onAccept, end: .day(of: now)),
        riskFund: RiskFund(.estimatedCost, try Amount(fen: 9900)),
        notifyURL: "https://merchant.example/notify")
    request.items = [OrderItem("租金", details: "每小时 3 元")]
    do throws(EngineError) {
        return try await desk.engine.create(order, json: request.json, caller: caller)
    } catch {
        guard case .request(let problems) = error else { throw error }
        // All that is wrong at once, such as `/service_introduction: has 21 UTF-16 units, …`.
        for problem in problems.all { print(problem) }
        return nil
    }
}

/// Wakes somebody.
func watch(_ alarms: AlarmSequence, page: (String) async -> Void) async {
    for await told in alarms {
        switch told {
        case .raised(let alarm): await page(alarm.code)
        case .dropped(let count): await page("\(count) alarms were not read in time")
        }
    }
}
