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
        guard let due = situation.pending?.due, due > limit else { return .allow }
        return .denyCustom(
            CustomDenial(
                code: "over_clerk_limit", english: "A clerk may not forgive that much.",
                chinese: "店员无权免除该金额。"))
    }
}

/// One engine for the whole program, on the program's own database.
func openEngine(on writer: DatabaseQueue) async throws -> Engine {
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
    return Engine(
        journal: journal, provider: WeChatPayProvider(settings: try settings()),
        settings: engineSettings)
}

/// Runs the services; a shutdown goes from the last to the first.
func serve(
    _ journal: SQLiteJournalStore, _ provider: WeChatPayProvider, _ engine: Engine
) async throws {
    let caller = Caller(
        actor: try ActorName("order-service"), channel: try CallerChannel("reconciler"))
    let group = ServiceGroup(
        services: [
            journal, try CertificateRefresher(provider), EngineService(engine, caller: caller),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "order-service"))
    try await group.run()
    await provider.shutdown()
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
