import Foundation

/// What the sandbox itself wrote down: the requests that reached it, and where its orders and
/// authorizations stand.
struct RequestLog {
    /// A request that may change something.
    struct Request: Hashable {
        let operation: String
        let path: String
        let body: String
        let milliseconds: Int64
    }

    /// Where an order stands.
    struct Order {
        /// In the sandbox's word.
        let stage: String
        /// What is collected for it, or was, in fen.
        let total: Int64?
        /// Whether the merchant received some of it elsewhere.
        let isPaidElsewhere: Bool
    }

    private(set) var requests: [Request] = []
    private(set) var orders: [String: Order] = [:]
    /// Where each authorization stands, in the sandbox's words.
    private(set) var authorizations: [String: String] = [:]

    static let fileName = "sandbox-records.jsonl"
    private static let changing: Set<String> = [
        "create", "direct_complete", "complete", "modify", "pay", "sync", "cancel",
        "pre_authorize", "terminate_by_code", "terminate_by_openid",
    ]

    /// A log without any request.
    init() {}

    /// Reads the log in a sandbox's directory.
    init(in box: URL) throws {
        let content = try Data(contentsOf: box.appending(path: Self.fileName))
        // What follows the last line's end was being written, and was never answered.
        for line in content.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            guard let entry = try JSONSerialization.jsonObject(with: line) as? [String: Any]
            else { throw CannotRun("the sandbox's log is no list of objects") }
            if let order = entry["order"] as? [String: Any],
                let number = (order["creation"] as? [String: Any])?["out_order_no"] as? String,
                let stage = (order["stage"] as? [String: Any])?.first
            {
                orders[number] = Self.order(at: stage.key, stage.value)
            }
            if let authorization = entry["authorization"] as? [String: Any],
                let parameters = authorization["parameters"] as? [String: Any],
                let code = parameters["authorization_code"] as? String,
                let stage = (authorization["stage"] as? [String: Any])?.keys.first
            {
                authorizations[code] = stage
            }
            if let request = Self.request(entry["request"]) { requests.append(request) }
        }
    }

    private static func order(at stage: String, _ content: Any) -> Order {
        let collection = (content as? [String: Any])?["_0"] as? [String: Any]
        let receipts = collection?["details"] as? [[String: Any]] ?? []
        return Order(
            stage: stage, total: collection?["total_amount"] as? Int64,
            isPaidElsewhere: receipts.contains { $0["paid_type"] as? String == "MCH" })
    }

    private static func request(_ value: Any?) -> Request? {
        guard let value = value as? [String: Any], let operation = value["operation"] as? String,
            changing.contains(operation), let time = value["time"] as? String,
            let date = try? Date(
                time, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        else { return nil }
        return Request(
            operation: operation, path: value["path"] as? String ?? "",
            body: value["body"] as? String ?? "",
            milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}
