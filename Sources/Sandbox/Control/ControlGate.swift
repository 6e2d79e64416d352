import Crypto

/// Keeps web pages away from the control interface: a browser on this machine reaches loopback for
/// every page that it shows.
///
/// A page can post without being asked, but knows no token; and a page whose own name leads here
/// (DNS rebinding) could read the answers, but sends that name as the host.
struct ControlGate: Sendable {
    /// The header field that bears the token.
    static let header = "Sandbox-Token"
    private static let hosts: Set = ["127.0.0.1", "localhost", "[::1]"]

    /// What a change must bear.
    let token: String

    /// Lets a request pass.
    ///
    /// - Throws: ``ControlRefusal`` for a host that is not this machine, or a change without the
    ///   token.
    func check(_ request: ReceivedRequest) throws(ControlRefusal) {
        guard let host = request.header("host"), Self.isLoopback(host) else {
            throw .foreignHost
        }
        guard !["GET", "HEAD"].contains(request.method) else { return }
        guard let given = request.header(Self.header.lowercased()), isToken(given) else {
            throw .noToken
        }
    }

    /// Digests are compared, so that the time tells nothing of the token.
    private func isToken(_ given: String) -> Bool {
        SHA256.hash(data: Array(given.utf8)) == SHA256.hash(data: Array(token.utf8))
    }

    /// Whether a host is this machine by a name that no page can have, at whatever port: it may be
    /// forwarded.
    static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        guard let colon = name.lastIndex(of: ":"), !name.hasSuffix("]") else {
            return hosts.contains(name)
        }
        let port = name[name.index(after: colon)...]
        return hosts.contains(String(name[..<colon])) && (1...5).contains(port.utf8.count)
            && port.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
