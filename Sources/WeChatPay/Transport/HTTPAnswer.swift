import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// An answer as it arrived.
struct HTTPAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    /// All values of a header, whatever the case of its name.
    func values(of name: String) -> [String] { headers[name] }
}
