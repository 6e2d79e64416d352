import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// What became of one exchange over HTTP.
enum TransportOutcome: Sendable {
    /// A whole answer, not yet verified.
    case answered(HTTPAnswer)
    /// The request may have arrived; there is no usable answer.
    case unknown(Failure)
    /// No byte of the request left this machine.
    case notSent(String)

    enum Failure: Sendable {
        case timedOut
        case connectionLost
        case redirected(status: Int)
        case tooLarge
    }
}
