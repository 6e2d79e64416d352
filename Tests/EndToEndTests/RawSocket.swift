import Foundation

/// A connection to a server on loopback that sends what it is told, and no more.
struct RawSocket {
    private let descriptor: Int32

    /// Connects to `http://127.0.0.1:` and a port.
    init(to address: String) throws {
        guard let port = URL(string: address)?.port else { throw Unexpected(address) }
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = in_port_t(port).bigEndian
        place.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard status == 0 else { throw Unexpected("connect: \(errno)") }
    }

    /// Sends all of a text.
    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Unexpected("write: \(errno)")
        }
    }

    /// Closes the connection.
    func close() { _ = Glibc.close(descriptor) }
}
