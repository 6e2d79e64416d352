import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The merchant's address for notifications: takes them over HTTP and answers as a test wishes.
final class Receiver: Sendable {
    let url: String
    private let log: ReceiverLog

    private init(url: String, log: ReceiverLog) {
        self.url = url
        self.log = log
    }

    /// What arrived, oldest first; its status is what it was answered with.
    var taken: [TestAnswer] { log.all }

    /// Runs `body` with a receiver, which is gone afterwards.
    ///
    /// - Parameters:
    ///   - status: what to answer the first, second, … notification with; `nil` never answers.
    ///   - body: the test.
    static func taking(
        by status: @escaping @Sendable (_ number: Int) -> Int? = { _ in 204 },
        _ body: (Receiver) async throws -> Void
    ) async throws {
        let log = ReceiverLog()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(ReceiverHandler(status: status, log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        let receiver = Receiver(url: "http://127.0.0.1:\(port)/notify", log: log)
        do {
            try await body(receiver)
        } catch {
            try? await channel.close().get()
            throw error
        }
        try await channel.close().get()
    }
}

/// What a receiver has taken.
private final class ReceiverLog: Sendable {
    private let taken = Mutex<[TestAnswer]>([])

    var all: [TestAnswer] { taken.withLock { $0 } }

    /// Numbers a notification, decides on its answer and keeps it.
    func take(
        _ head: HTTPRequestHead, _ body: Data, _ status: (_ number: Int) -> Int?
    ) -> Int? {
        taken.withLock { taken in
            let answer = status(taken.count + 1)
            taken.append(
                TestAnswer(
                    status: answer ?? 0,
                    headers: head.headers.map { ($0.name.lowercased(), $0.value) }
                        + [(":method", head.method.rawValue), (":path", head.uri)],
                    body: body))
            return answer
        }
    }
}

private final class ReceiverHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let status: @Sendable (_ number: Int) -> Int?
    private let log: ReceiverLog
    private var head: HTTPRequestHead?
    private var body = Data()

    init(status: @escaping @Sendable (_ number: Int) -> Int?, log: ReceiverLog) {
        self.status = status
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = Data()
        case .body(let buffer): body += Data(buffer.readableBytesView)
        case .end:
            guard let head, let status = log.take(head, body, status) else { return }
            answer(status, context)
        }
    }

    private func answer(_ status: Int, _ context: ChannelHandlerContext) {
        let text = status == 204 ? "" : "{\"code\":\"FAIL\",\"message\":\"\(status)\"}"
        var headers = HTTPHeaders()
        if status != 204 { headers.add(name: "Content-Length", value: "\(text.utf8.count)") }
        if (300..<400).contains(status) { headers.add(name: "Location", value: "/elsewhere") }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !text.isEmpty {
            let buffer = context.channel.allocator.buffer(string: text)
            context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
