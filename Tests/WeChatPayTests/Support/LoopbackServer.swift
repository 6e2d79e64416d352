import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that answers as a test wishes.
final class LoopbackServer: Sendable {
    let port: Int
    private let channel: any Channel
    private let received: ReceivedLog

    private init(port: Int, channel: any Channel, received: ReceivedLog) {
        self.port = port
        self.channel = channel
        self.received = received
    }

    var origin: String { "http://127.0.0.1:\(port)" }
    var requests: [ReceivedRequest] { received.all }

    /// Runs `body` with a server that does the same with every request.
    static func serving<Value>(
        _ reply: ServerReply, tls: NIOSSLContext? = nil,
        _ body: (LoopbackServer) async throws -> Value
    ) async throws -> Value {
        try await serving(by: { _ in reply }, tls: tls, body)
    }

    /// Runs `body` with a server, which is gone afterwards.
    static func serving<Value>(
        by reply: @escaping @Sendable (ReceivedRequest) -> ServerReply,
        tls: NIOSSLContext? = nil,
        _ body: (LoopbackServer) async throws -> Value
    ) async throws -> Value {
        let received = ReceivedLog()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(ReplyHandler(reply: reply, received: received))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = LoopbackServer(
            port: channel.localAddress?.port ?? 0, channel: channel, received: received)
        do {
            let value = try await body(server)
            try await channel.close().get()
            return value
        } catch {
            try? await channel.close().get()
            throw error
        }
    }

    /// The origin of a port on which nobody listens any more.
    static func vacantOrigin() async throws -> String {
        try await serving(.hangUp) { $0.origin }
    }
}

private final class ReplyHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let reply: @Sendable (ReceivedRequest) -> ServerReply
    private let received: ReceivedLog
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(reply: @escaping @Sendable (ReceivedRequest) -> ServerReply, received: ReceivedLog) {
        self.reply = reply
        self.received = received
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let buffer): body += Array(buffer.readableBytesView)
        case .end:
            guard let head else { return }
            let request = ReceivedRequest(
                method: head.method.rawValue, target: head.uri, headers: head.headers, body: body)
            received.append(request)
            perform(reply(request), context)
        }
    }

    private func perform(_ reply: ServerReply, _ context: ChannelHandlerContext) {
        switch reply {
        case .answer(let status, let headers, let body):
            var all = headers
            if status != 204 { all.append(("Content-Length", "\(body.count)")) }
            write(status, all, body, context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .hangUp: context.close(promise: nil)
        case .silence: break
        case .stall:
            write(200, [("Content-Length", "100")], Array("{".utf8), context)
            context.flush()
        case .drip:
            write(200, [("Transfer-Encoding", "chunked")], [], context)
            drip(context)
        case .endless:
            write(200, [("Transfer-Encoding", "chunked")], [], context)
            pour(context)
        case .breakOff:
            write(200, [("Content-Length", "100")], Array("{".utf8), context)
            context.flush()
            context.close(promise: nil)
        }
    }

    private func write(
        _ status: Int, _ headers: [(String, String)], _ body: [UInt8],
        _ context: ChannelHandlerContext
    ) {
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status),
            headers: HTTPHeaders(headers))
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        guard !body.isEmpty else { return }
        let buffer = context.channel.allocator.buffer(bytes: body)
        context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }

    private func drip(_ context: ChannelHandlerContext) {
        let channel = context.channel
        channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(5)) {
            guard channel.isActive else { return $0.cancel() }
            let part = HTTPServerResponsePart.body(
                .byteBuffer(channel.allocator.buffer(repeating: 0x20, count: 1)))
            channel.writeAndFlush(part, promise: nil)
        }
    }

    private func pour(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let buffer = context.channel.allocator.buffer(repeating: 0x20, count: 16_384)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(buffer)))).whenSuccess {
            let (handler, context) = bound.value
            handler.pour(context)
        }
    }
}
