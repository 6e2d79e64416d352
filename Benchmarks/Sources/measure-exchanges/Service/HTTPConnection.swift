import Foundation

/// A connection to a server of this machine that stays open: one request, then its whole answer.
///
/// It does no more than that takes, since what the client computes counts in every figure.
final class HTTPConnection {
    private let socket: Int32
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// Connects to a port of loopback.
    ///
    /// - Throws: ``WentOtherwise`` if nothing listens there.
    init(port: Int) throws {
        socket = try Self.connected(port: port)
    }

    deinit { close(socket) }

    /// A socket that is connected to a port of loopback; the caller closes it.
    static func connected(port: Int) throws -> Int32 {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard socket >= 0, result == 0 else {
            throw WentOtherwise(
                what: "a connection to port \(port)", became: String(cString: strerror(errno)))
        }
        return socket
    }

    /// Sends a whole request on a socket.
    static func send(_ request: [UInt8], on socket: Int32) throws {
        var sent = 0
        while sent < request.count {
            let count = request[sent...].withUnsafeBytes {
                Foundation.send(socket, $0.baseAddress, $0.count, 0)
            }
            guard count > 0 else {
                throw WentOtherwise(what: "sending", became: String(cString: strerror(errno)))
            }
            sent += count
        }
    }

    /// Sends a request and reads its answer, whose body must have a length.
    func exchange(_ request: [UInt8]) throws -> HTTPAnswer {
        try Self.send(request, on: socket)
        var filled = 0
        var answer: HTTPAnswer?
        while true {
            if answer == nil { answer = HTTPAnswer(head: buffer[..<filled]) }
            if let answer, filled >= answer.size { return answer }
            if filled == buffer.count {
                buffer += [UInt8](repeating: 0, count: buffer.count)
            }
            let count = buffer.withUnsafeMutableBytes { buffer in
                let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return recv(socket, room.baseAddress, room.count, 0)
            }
            guard count > 0 else {
                throw WentOtherwise(what: "an answer", became: "cut after \(filled) bytes")
            }
            filled += count
        }
    }
}
