import Foundation

/// The sandbox's control interface, by hand: one request, one connection.
enum Loopback {
    /// Posts JSON, or nothing.
    ///
    /// - Parameter token: The file that the sandbox keeps its header field in.
    static func post(
        _ path: String, _ body: String = "", port: UInt16, token: URL
    ) throws(CannotRun) {
        guard let line = try? String(contentsOf: token, encoding: .utf8) else {
            throw CannotRun("the sandbox has no token")
        }
        let field = line.trimmingCharacters(in: .newlines)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw CannotRun("no socket") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard isConnected == 0 else { throw CannotRun("the sandbox does not listen") }
        let request = Array(
            """
            POST /sandbox/\(path) HTTP/1.1\r
            Host: 127.0.0.1:\(port)\r
            \(field)\r
            Connection: close\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
        guard write(descriptor, request, request.count) == request.count else {
            throw CannotRun("the sandbox does not read")
        }
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while case let count = read(descriptor, &part, part.count), count > 0 {
            answer += part[..<count]
        }
        guard answer.starts(with: Array("HTTP/1.1 200".utf8)) else {
            throw CannotRun("\(path): \(String(decoding: answer, as: UTF8.self))")
        }
    }
}
