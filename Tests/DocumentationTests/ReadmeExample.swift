import OrderEngine
import OrderLifecycle
import SQLiteJournal
import WeChatPay

func cancel(_ order: OutOrderNumber, for clerk: Caller, with engine: Engine) async throws {
    var consent: Consent?
    let answer = try await engine.cancelDecision(on: order, caller: clerk)
    print(answer.decision)  // needs acknowledgement: collection_abandoned ¥128.00
    switch answer.decision {
    case .allowed: break
    case .denied: return
    case .needsAcknowledgement(let loss):
        print("To give up \(loss) for good, type the amount:")
        // The person's line. A wrong amount throws, and so does silence.
        let stated = try Amount(parsing: readLine() ?? "")
        consent = try answer.acknowledge(atStake: stated, by: ActorName("finance-2"))
    }
    let result = try await engine.cancel(
        order, reason: CancelReason("用户取消"), consent: consent, caller: clerk)
    print(result)  // applied (answered); revoked
}

func cancelOrder(wechat: WeChatPaySettings) async throws {
    let journal = try await SQLiteJournalStore.open(at: "payscore.sqlite", mode: .owner)
    let provider = WeChatPayProvider(settings: wechat)
    let engine = Engine(journal: journal, provider: provider)
    let clerk = Caller(actor: try ActorName("clerk-7"), channel: try CallerChannel("order-service"))
    try await cancel(OutOrderNumber("RENT-1"), for: clerk, with: engine)
    await provider.shutdown()
    try await journal.close()
}
