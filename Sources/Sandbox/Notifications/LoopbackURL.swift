import Foundation

/// Addresses on this machine, the only ones that anything is sent to.
enum LoopbackURL {
    private static let hosts: Set = ["127.0.0.1", "localhost", "::1", "[::1]"]

    /// Whether an address certainly leads to this machine.
    ///
    /// A name before the host and characters that not every reader takes alike are refused, because
    /// the client must not understand another host.
    static func isLoopback(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("@"),
            !text.contains("\\"), let url = URL(string: text),
            url.scheme == "http" || url.scheme == "https", let host = url.host()
        else { return false }
        return hosts.contains(host)
    }
}
