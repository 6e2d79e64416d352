import HTTPTypes
import Hummingbird
import NIOCore

/// The library of our service, answering with constants: the limit of what is made with it.
struct ConstantServer: Sendable {
    let port: Int
    private let task: Task<Void, any Error>

    static let path = "/constant"
    static let streamPath = "/stream"

    /// Starts it and returns once it listens.
    ///
    /// - Parameters:
    ///   - bytes: The answer to each POST.
    ///   - event: What the answer to each GET of the stream consists of, so many times.
    static func start(
        answering bytes: [UInt8], event: [UInt8] = [], repeated count: Int = 0
    ) async throws -> ConstantServer {
        let router = Router()
        router.post(RouterPath(path)) { request, _ in
            // The body is read, as ours has to.
            _ = try await request.body.collect(upTo: 65_536)
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        router.get(RouterPath(streamPath)) { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: ResponseBody { writer in
                    for _ in 0..<count { try await writer.write(ByteBuffer(bytes: event)) }
                    try await writer.finish(nil)
                })
        }
        let (listening, told) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { told.yield($0.localAddress?.port ?? 0) },
            logger: .silent)
        let task = Task {
            defer { told.finish() }
            try await application.run()
        }
        for await port in listening { return ConstantServer(port: port, task: task) }
        try await task.value
        throw WentOtherwise(what: "the constant server", became: "ended before it listened")
    }

    /// Ends it.
    func stop() async {
        task.cancel()
        _ = await task.result
    }
}
