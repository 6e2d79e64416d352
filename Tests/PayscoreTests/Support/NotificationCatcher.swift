import Foundation

/// The merchant's HTTP server: takes one request to its address, and keeps its very bytes.
final class NotificationCatcher: Sendable {
    /// A request as it arrived.
    struct Caught: Sendable {
        /// The request line and the headers.
        let head: String
        let body: Data
    }

    let url: String
    private let listener: Int32

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listening, address, size) == 0 && listen(listening, 4) == 0
                    && getsockname(listening, address, &size) == 0
            }
        }
        guard bound else { throw Unwrap(description: "no port is free") }
        // A request that never comes fails its test instead of stopping it for ever.
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            listener, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/notify"
    }

    deinit { close(listener) }

    /// Waits for a request, and answers 204.
    func next() async throws -> Caught {
        let listener = listener
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Self.take(from: listener) })
            }
        }
    }

    private static func take(from listener: Int32) throws -> Caught {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { throw Unwrap(description: "no request came") }
        defer { close(connection) }
        var bytes = Data()
        while true {
            if let caught = whole(bytes) {
                let answer = Array("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".utf8)
                _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
                return caught
            }
            var part = [UInt8](repeating: 0, count: 4096)
            let count = recv(connection, &part, part.count, 0)
            guard count > 0 else { throw Unwrap(description: "a request was cut") }
            bytes += part[..<count]
        }
    }

    /// The request, once all of its body is there.
    private static func whole(_ bytes: Data) -> Caught? {
        guard let end = bytes.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let length = head.lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        let body = bytes[end.upperBound...]
        guard let length, body.count >= length else { return nil }
        return Caught(head: head + "\r\n", body: Data(body.prefix(length)))
    }
}
