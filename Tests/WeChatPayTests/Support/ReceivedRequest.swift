import NIOHTTP1

/// A request as the server got it.
struct ReceivedRequest: Sendable {
    let method: String
    let target: String
    let headers: HTTPHeaders
    let body: [UInt8]
}
