import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Somebody between the merchant and WeChat: passes on what both say, and gives out an answer to a
/// query again when told to.
final class Relay: Sendable {
    private let channel: any Channel
    private let memory: RelayMemory
    let origin: String

    /// Starts to listen on loopback.
    static func start(before target: String) async throws -> Relay {
        let memory = RelayMemory(target: target)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(RelayHandler(memory: memory))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return Relay(channel: channel, memory: memory)
    }

    private init(channel: any Channel, memory: RelayMemory) {
        self.channel = channel
        self.memory = memory
        origin = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    /// Answers every query from now on with the last answer to one.
    func replay() { memory.replay() }

    func stop() async throws { try await channel.close().get() }
}

/// An answer as it was passed on.
private struct RelayedAnswer: Sendable {
    let head: HTTPResponseHead
    let body: ByteBuffer
}

private final class RelayMemory: Sendable {
    private let target: String
    private let state = Mutex<(last: RelayedAnswer?, isReplaying: Bool)>((nil, false))

    init(target: String) {
        self.target = target
    }

    func replay() { state.withLock { $0.isReplaying = true } }

    func answer(_ head: HTTPRequestHead, _ body: ByteBuffer) async throws -> RelayedAnswer {
        let kept = state.withLock { $0.isReplaying ? $0.last : nil }
        if head.method == .GET, let kept { return kept }
        var request = HTTPClientRequest(url: target + head.uri)
        request.method = head.method
        request.headers = head.headers
        request.headers.remove(name: "Host")
        if body.readableBytes > 0 { request.body = .bytes(body) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let answer = RelayedAnswer(
            head: HTTPResponseHead(
                version: .http1_1, status: response.status, headers: response.headers),
            body: try await response.body.collect(upTo: 1 << 20))
        if head.method == .GET { state.withLock { $0.last = answer } }
        return answer
    }
}

private final class RelayHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let memory: RelayMemory
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(memory: RelayMemory) {
        self.memory = memory
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.clear()
        case .body(var part): body.writeBuffer(&part)
        case .end:
            guard let head else { return }
            let (memory, body) = (memory, body)
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop
                .makeFutureWithTask { try await memory.answer(head, body) }
                .whenComplete { result in
                    let (handler, context) = bound.value
                    handler.pass(result, on: context)
                }
        }
    }

    private func pass(
        _ result: Result<RelayedAnswer, any Error>, on context: ChannelHandlerContext
    ) {
        guard case .success(let answer) = result else { return context.close(promise: nil) }
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
