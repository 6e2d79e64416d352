import ArgumentParser
import OrderService

/// An address on the command line: `127.0.0.1:8090` or `[::1]:8090`.
struct GivenAddress: ExpressibleByArgument {
    let address: ListenAddress

    init(_ address: ListenAddress) {
        self.address = address
    }

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"),
            let port = UInt16(argument[argument.index(after: colon)...])
        else { return nil }
        var host = String(argument[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, !host.contains(where: \.isWhitespace) else { return nil }
        address = ListenAddress(host: host, port: port)
    }

    var defaultValueDescription: String { address.description }
}
