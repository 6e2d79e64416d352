import OrderEngine
import OrderLifecycle
import SQLiteJournal
import WeChatPay

func cancel(_ number: String, clerk: String, wechat: WeChatPaySettings) async throws {
    let journal = try await DatabaseJournal.open(at: "payscore.sqlite", mode: .owner)
    let engine = Engine(journal: journal, provider: WeChatPayProvider(settings: wechat))
    let caller = Caller(actor: try ActorName(clerk), channel: try Channel("order-service"))
    let order = try OutOrderNumber(number)

    let answer = try await engine.cancelDecision(on: order, caller: caller)
    print(answer.decision)  // allowed, needs acknowledgement of so much, or denied with reasons

    let result = try await engine.cancel(
        order, reason: CancelReason("用户取消"), permit: answer.permit?.token, caller: caller)
    if case .attempted(let report) = result { print(report.order.standing.code) }  // revoked
}
