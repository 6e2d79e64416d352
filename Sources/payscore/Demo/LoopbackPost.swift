import Dispatch
import Foundation

/// One small POST to a server on this machine, by which the demonstration plays the customer.
///
/// The merchant's requests go through the real adapter; for these few a whole HTTP client would
/// only make the program larger.
struct LoopbackPost: Sendable {
    let port: Int
    let path: String
    let body: String

    /// Sends it and returns the status of the answer; `nil` if there is none.
    func status() async -> Int? {
        // A thread of its own: the server may need the one that would wait here.
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: exchange()) }
        }
    }

    private func exchange() -> Int? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        guard connect(descriptor), send(descriptor) else { return nil }
        return receiveStatus(descriptor)
    }

    private func connect(_ descriptor: Int32) -> Bool {
        guard let port = UInt16(exactly: port) else { return false }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, size) == 0
            }
        }
    }

    private func send(_ descriptor: Int32) -> Bool {
        let head = [
            "POST \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Content-Type: application/json",
            "Content-Length: \(body.utf8.count)", "Connection: close",
        ]
        let message = Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
        return message.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            == message.count
    }

    /// Reads the first line of the answer, such as `HTTP/1.1 200 OK`.
    private func receiveStatus(_ descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 64)
        var length = 0
        while length < 12 {
            let count = bytes[length...].withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return nil }
            length += count
        }
        let line = String(decoding: bytes[..<length], as: UTF8.self)
        guard line.hasPrefix("HTTP/1.1 ") else { return nil }
        return Int(line.dropFirst(9).prefix(3))
    }
}
