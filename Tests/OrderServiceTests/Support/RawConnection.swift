import NIOCore
import NIOPosix

/// A connection on which a test writes what it likes.
struct RawConnection: Sendable {
    let port: Int

    /// Sends texts one after the other, and returns all that comes back until the other side
    /// closes.
    ///
    /// - Parameter isCut: Whether our direction is closed behind the texts.
    func exchange(_ parts: String..., isCut: Bool = false) async throws -> String {
        let channel = try await connect()
        return try await channel.executeThenClose { inbound, outbound in
            for part in parts { try await outbound.write(ByteBuffer(string: part)) }
            if isCut { outbound.finish() }
            var received: [UInt8] = []
            do {
                for try await part in inbound { received += Array(part.readableBytesView) }
            } catch is IOError {
                // The other side closed while we still sent.
            }
            return String(decoding: received, as: UTF8.self)
        }
    }

    /// Holds a connection open on which so much was sent, while something else is done.
    func holding(_ text: String, _ body: () async throws -> Void) async throws {
        let channel = try await connect()
        try await channel.executeThenClose { _, outbound in
            try await outbound.write(ByteBuffer(string: text))
            try await body()
        }
    }

    private func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
    }
}
