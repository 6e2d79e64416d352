import OrderEngine
import OrderLifecycle

/// Answers a request to the address that orders name as their `notify_url`.
func answerNotification(
    headers: [(name: String, value: String)], body: [UInt8], engine: Engine
) async throws -> (status: Int, body: [UInt8]) {
    let receiver = Caller(
        actor: try ActorName("notify"), channel: try CallerChannel("notify"))
    let answer = await engine.receive(
        WeChatNotification(headers: headers, body: body), within: .seconds(4),
        caller: receiver)
    return (answer.status, answer.body)
}
