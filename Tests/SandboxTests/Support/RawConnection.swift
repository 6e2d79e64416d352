import NIOCore
import NIOPosix

/// Sends bytes over TCP and returns every byte that comes back before the other side closes.
func exchangeRaw(port: Int, _ text: String) async throws -> [UInt8] {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
    return try await channel.executeThenClose { inbound, outbound in
        try await outbound.write(ByteBuffer(string: text))
        var received: [UInt8] = []
        for try await part in inbound { received += Array(part.readableBytesView) }
        return received
    }
}
