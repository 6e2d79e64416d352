import Foundation

/// What the sandbox itself wrote down: the requests that reached it, and where its orders stand.
struct RequestLog {
    /// A request that may change an order.
    struct Request: Hashable {
        let operation: String
        let number: String
        let body: String
        let milliseconds: Int64
    }

    private(set) var requests: [Request] = []
    /// Where each order stands, in the sandbox's words.
    private(set) var stages: [String: String] = [:]

    static let fileName = "sandbox-records.jsonl"

    /// Reads the log in a sandbox's directory.
    init(in box: URL) throws {
        let content = try Data(contentsOf: box.appending(path: Self.fileName))
        // What follows the last line's end was being written, and was never answered.
        for line in content.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            guard let entry = try JSONSerialization.jsonObject(with: line) as? [String: Any]
            else { throw CannotRun("the sandbox's log is no list of objects") }
            if let order = entry["order"] as? [String: Any],
                let number = (order["creation"] as? [String: Any])?["out_order_no"] as? String,
                let stage = (order["stage"] as? [String: Any])?.keys.first
            {
                stages[number] = stage
            }
            if let request = Self.request(entry["request"]) { requests.append(request) }
        }
    }

    private static func request(_ value: Any?) -> Request? {
        guard let value = value as? [String: Any], let operation = value["operation"] as? String,
            ["create", "complete", "cancel"].contains(operation),
            let time = value["time"] as? String,
            let date = try? Date(
                time, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        else { return nil }
        return Request(
            operation: operation, number: value["out_order_no"] as? String ?? "",
            body: value["body"] as? String ?? "",
            milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}
