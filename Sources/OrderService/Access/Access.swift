import Hummingbird
import HummingbirdCore
import OrderLifecycle

/// How those who ask say who they are.
enum Access: Sendable {
    /// By a token.
    case tokens(AcceptedTokens)
    /// By the user of the system as whom they run, of which the kernel tells.
    case socket(OwnerSocket)

    /// How a token tells who somebody is, as records name it.
    static let bearerToken = "bearer_token"

    /// The way in, as records name it.
    var channel: String {
        switch self {
        case .tokens: "http"
        case .socket: "socket"
        }
    }

    /// How it is known who somebody is, as records name it.
    var method: String {
        switch self {
        case .tokens: Self.bearerToken
        case .socket: "peer_credentials"
        }
    }

    /// Whether somebody whom a request showed still is who they were then.
    func isStill(_ principal: Principal, presenting values: [String], at now: Timestamp) -> Bool {
        switch self {
        case .tokens(let tokens): (try? tokens.principal(presenting: values, at: now)) == principal
        case .socket: true
        }
    }

    /// A sequence that ends once that may have changed; `nil` where it never does.
    func untilReplaced() -> AsyncStream<Void>? {
        switch self {
        case .tokens(let tokens): tokens.untilReplaced()
        case .socket: nil
        }
    }

    /// Returns who makes a request.
    func principal(
        of request: Request, _ context: ServiceContext, at now: Timestamp
    ) async throws(ServiceProblem) -> Principal {
        switch self {
        case .tokens(let tokens):
            return try tokens.principal(
                presenting: request.headers[values: .authorization], at: now)
        case .socket(let socket):
            let user = try await PeerUser(of: context.channel)
            do { return try socket.principal(user) } catch { throw .access(.peerUnknown) }
        }
    }
}
