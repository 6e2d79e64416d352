import Hummingbird
import HummingbirdCore
import OrderLifecycle

/// How those who ask say who they are.
enum Access: Sendable {
    /// By a token.
    case tokens(AcceptedTokens)
    /// By the user of the system as whom they run, of which the kernel tells.
    case socket(OwnerSocket)

    /// The way in, as records name it.
    var channel: String {
        switch self {
        case .tokens: "http"
        case .socket: "socket"
        }
    }

    /// A sequence that ends once that may have changed; `nil` where it never does.
    func untilReplaced() -> AsyncStream<Void>? {
        switch self {
        case .tokens(let tokens): tokens.untilReplaced()
        case .socket: nil
        }
    }

    /// Returns by what somebody who makes a request shows who they are.
    func credential(
        of request: Request, _ context: ServiceContext
    ) async throws(ServiceProblem) -> Credential {
        switch self {
        case .tokens(let tokens):
            return try tokens.credential(presenting: request.headers[values: .authorization])
        case .socket(let socket):
            let user = try await PeerUser(of: context.channel)
            do { return .peerCredentials(try socket.principal(user)) } catch {
                throw .access(.peerUnknown)
            }
        }
    }

    /// Returns who that is, as long as it holds.
    func principal(
        of credential: Credential, at now: Timestamp
    ) throws(ServiceProblem) -> Principal {
        switch self {
        case .tokens(let tokens): return try tokens.principal(of: credential, at: now)
        case .socket:
            guard case .peerCredentials(let principal) = credential else {
                throw .access(.peerUnknown)
            }
            return principal
        }
    }
}
