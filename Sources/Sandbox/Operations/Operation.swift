/// The interfaces of WeChat Pay that the sandbox imitates.
///
/// Modify, pay and sync join here: a case, its path, and a file of its own beside
/// ``CompleteOrder``.
enum Operation: Sendable {
    case certificates
    case create
    case query
    /// An interface for one order; the number is the path's segment as it was received.
    case cancel(segment: String)
    case complete(segment: String)

    private static let orders = "/v3/payscore/serviceorder"

    /// Finds the interface that a request is for.
    init(method: String, path: String) throws(Refusal) {
        let wanted: (operation: Operation, method: String)
        if path == "/v3/certificates" {
            wanted = (.certificates, "GET")
        } else if path == Self.orders {
            wanted = method == "GET" ? (.query, "GET") : (.create, "POST")
        } else {
            wanted = (try Self.ofOneOrder(path), "POST")
        }
        guard method == wanted.method else { throw .wrongMethod }
        self = wanted.operation
    }

    private static func ofOneOrder(_ path: String) throws(Refusal) -> Operation {
        guard path.hasPrefix("\(orders)/") else { throw .noSuchInterface }
        let rest = path.dropFirst(orders.count + 1)
            .split(separator: "/", omittingEmptySubsequences: false)
        guard rest.count == 2 else { throw .noSuchInterface }
        switch rest[1] {
        case "cancel": return .cancel(segment: String(rest[0]))
        case "complete": return .complete(segment: String(rest[0]))
        default: throw .noSuchInterface
        }
    }

    /// What the request log and the faults call this interface.
    var name: String {
        switch self {
        case .certificates: "certificates"
        case .create: "create"
        case .query: "query"
        case .cancel: "cancel"
        case .complete: "complete"
        }
    }
}
