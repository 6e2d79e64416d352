import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import OrderEngine
import OrderLifecycle

/// Takes WeChat's notifications, and serves nothing else.
struct NotificationDesk: Sendable {
    let engine: Engine
    /// The path of the `notify_url`.
    let path: String
    let limits: OrderServerLimits
    let logger: Logger

    /// WeChat waits five seconds.
    private static let answerWithin: Duration = .seconds(4)

    func router() throws -> Router<ServiceContext> {
        let receiver = Caller(
            actor: try ActorName("notify"), channel: try CallerChannel("notify"))
        let router = Router(context: ServiceContext.self)
        router.add(
            middleware: ExchangeLimits(
                limits: limits, gate: ConcurrencyLimit(limit: limits.requests), logger: logger,
                answer: { Self.answer(to: $0) }))
        router.post(RouterPath(path)) { request, _ in
            let body = try await request.body.collect(upTo: ExchangeLimits.bodyLimit)
            let headers = request.headers.map { (name: $0.name.rawName, value: $0.value) }
            let answer = await engine.receive(
                WeChatNotification(headers: headers, body: Array(body.readableBytesView)),
                within: Self.answerWithin, caller: receiver)
            return Self.response(answer.status, answer.body)
        }
        return router
    }

    /// What is refused before it is a notification: in the form that WeChat knows, and with nothing
    /// that tells a stranger what else there is.
    private static func answer(to problem: ServiceProblem) -> Response {
        let isElsewhere = [.notFound, .methodNotAllowed].contains(problem.status)
        let code = isElsewhere ? OrderServiceErrorCode.endpointUnknown.rawValue : problem.code
        return response(
            isElsewhere ? 404 : problem.status.code,
            Array(#"{"code":"FAIL","message":"\#(code)"}"#.utf8))
    }

    private static func response(_ status: Int, _ body: [UInt8]) -> Response {
        let status = HTTPResponse.Status(code: status)
        guard !body.isEmpty else { return Response(status: status) }
        return Response(status, type: "application/json", bytes: body)
    }
}
