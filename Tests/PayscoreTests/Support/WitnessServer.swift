import Foundation

/// Somebody else's HTTP server on this machine: takes requests, and answers each as it is told.
final class WitnessServer: Sendable {
    /// The address that checkpoints are posted to.
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
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            listener, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/log?token=s3cret"
    }

    deinit { close(listener) }

    /// Takes one request, and returns it as it came.
    ///
    /// - Parameter answer: What is answered; without one, nothing is, and the connection stays
    ///   until the other side gives up.
    func next(answering answer: String?) async throws -> String {
        let listener = listener
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Self.take(from: listener, answer) })
            }
        }
    }

    private static func take(from listener: Int32, _ answer: String?) throws -> String {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { throw Unwrap(description: "no request came") }
        defer { close(connection) }
        var bytes = Data()
        while !isWhole(bytes) || answer == nil {
            var part = [UInt8](repeating: 0, count: 4096)
            let count = recv(connection, &part, part.count, 0)
            guard count > 0 else { break }
            bytes += part[..<count]
        }
        if let answer { _ = send(connection, answer, answer.utf8.count, Int32(MSG_NOSIGNAL)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isWhole(_ bytes: Data) -> Bool {
        // The hello of TLS, which this server does not speak.
        if bytes.first == 0x16 { return true }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text[..<end.lowerBound].lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        return length.map { text[end.upperBound...].utf8.count >= $0 } ?? true
    }
}
