import AsyncHTTPClient
import Foundation
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

extension TransportOutcome {
    /// Tells what an error proves.
    ///
    /// Only what can happen before the request is written counts as not sent; a pooled
    /// connection that turns out dead may have delivered the request.
    init(of error: any Error) {
        if error is NIOTooManyBytesError {
            self = .unknown(.tooLarge)
        } else if let explanation = Self.unsentExplanation(of: error) {
            self = .notSent(explanation)
        } else if let error = error as? HTTPClientError,
            [.readTimeout, .writeTimeout, .deadlineExceeded].contains(error)
        {
            self = .unknown(.timedOut)
        } else {
            self = .unknown(.connectionLost)
        }
    }

    private static func unsentExplanation(of error: any Error) -> String? {
        switch error {
        case let error as NIOConnectionError:
            return error.dnsAError != nil && error.dnsAAAAError != nil
                ? "the host's name cannot be resolved"
                : "the host cannot be reached"
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            return "the host refuses the connection"
        case let error as HTTPClientError:
            if error == .connectTimeout { return "the host does not answer in time" }
            if error == .tlsHandshakeTimeout { return "the TLS handshake does not end in time" }
            if error == .getConnectionFromPoolTimeout { return "no connection was free in time" }
            return error == .alreadyShutdown ? "the provider was shut down" : nil
        case let error as NIOSSLError:
            guard case .handshakeFailed = error else { return nil }
            return "the TLS handshake failed; the host's certificate may not be trusted"
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            return "the host's certificate is for another name"
        default: return nil
        }
    }
}
