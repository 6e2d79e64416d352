import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import OrderEngine
import OrderLifecycle
import Synchronization

/// The merchant's server for WeChat's notifications, on loopback and as small as one can be: it
/// hands the headers and the raw body of each request to the engine, and answers what the engine
/// says.
final class NotificationReceiver: Sendable {
    /// Where notifications are to be sent.
    let url: String
    /// What was answered, one after the other.
    let answers: AsyncStream<NotificationAnswer>

    private let task: Task<Void, any Error>
    private let desk: Desk

    /// Who takes the notifications; nobody yet while the engine is being made.
    private final class Desk: Sendable {
        private let taker = Mutex<(engine: Engine, caller: Caller)?>(nil)
        private let told: AsyncStream<NotificationAnswer>.Continuation

        init(told: AsyncStream<NotificationAnswer>.Continuation) {
            self.told = told
        }

        func open(_ engine: Engine, as caller: Caller) {
            taker.withLock { $0 = (engine, caller) }
        }

        func answer(to notification: WeChatNotification) async -> NotificationAnswer {
            guard let (engine, caller) = taker.withLock({ $0 }) else { return .late }
            let answer = await engine.receive(notification, within: .seconds(4), caller: caller)
            told.yield(answer)
            return answer
        }
    }

    /// More than any notification has; the engine judges a body up to its own limit.
    private static let bodyLimit = 1 << 20
    private static let path = "/notify"

    private init(
        port: Int, answers: AsyncStream<NotificationAnswer>, desk: Desk,
        task: Task<Void, any Error>
    ) {
        url = "http://127.0.0.1:\(port)\(Self.path)"
        self.answers = answers
        self.desk = desk
        self.task = task
    }

    /// Listens on a free port of loopback.
    ///
    /// - Throws: ``Failure``, `demo_failed`, if none can be had.
    static func start() async throws(Failure) -> NotificationReceiver {
        let (answers, told) = AsyncStream.makeStream(of: NotificationAnswer.self)
        let desk = Desk(told: told)
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let server = Server(
            childChannelSetup: HTTP1Channel(
                responder: { request, writer, _ in
                    try await respond(to: request, with: writer, desk)
                },
                configuration: .init(idleTimeout: .seconds(60))),
            configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "payscore.demo") { _ in SwiftLogNoOpLogHandler() })
        let task = Task {
            defer { found.finish() }
            try await server.run()
        }
        for await port in ports {
            return NotificationReceiver(port: port, answers: answers, desk: desk, task: task)
        }
        throw Failure(
            .inputOutput, "demo_failed", "no server for notifications can listen on loopback")
    }

    /// Hands what comes from now on to an engine.
    func serve(_ engine: Engine, as caller: Caller) {
        desk.open(engine, as: caller)
    }

    /// Stops listening.
    func stop() async {
        task.cancel()
        _ = await task.result
    }

    @concurrent
    private static func respond(
        to request: Request, with writer: consuming ResponseWriter, _ desk: Desk
    ) async throws {
        var body: [UInt8] = []
        for try await part in request.body where body.count <= bodyLimit {
            body.append(contentsOf: part.readableBytesView)
        }
        guard request.head.method == .post, request.head.path == path else {
            return try await writer.writeResponse(HTTPResponse(status: .notFound))
        }
        let headers = request.head.headerFields.map { (name: $0.name.rawName, value: $0.value) }
        let answer = await desk.answer(to: WeChatNotification(headers: headers, body: body))
        let head = HTTPResponse(status: .init(code: answer.status))
        guard !answer.body.isEmpty else { return try await writer.writeResponse(head) }
        try await writer.write(
            response: head,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
