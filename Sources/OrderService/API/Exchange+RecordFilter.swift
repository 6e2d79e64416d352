import Foundation
import OrderJournal
import OrderLifecycle

extension Exchange {
    /// Which records an order must have to be listed.
    ///
    /// All but a time would read every record of every order, so a time is needed with them.
    func recordFilter() throws -> RecordFilter {
        let filter = RecordFilter(
            from: try moment("from"), before: try moment("to"),
            actor: try parameter("actor").map { try ActorName($0) }, call: try kind(),
            event: try event())
        guard filter == .all || filter.from != nil else {
            throw ServiceProblem.parameter(
                "from", "is needed with to, actor, call and event, such as 2026-01-31T00:00:00Z")
        }
        return filter
    }

    private func moment(_ name: String) throws(ServiceProblem) -> Timestamp? {
        guard let text = parameter(name) else { return nil }
        guard let date = try? Date(text, strategy: .iso8601),
            let moment = try? Timestamp(
                milliseconds: Int64(date.timeIntervalSince1970.rounded()) * 1000)
        else {
            throw .parameter(name, "must be a time in whole seconds, such as 2026-01-31T16:00:00Z")
        }
        return moment
    }

    private func kind() throws(ServiceProblem) -> OrderCall.Kind? {
        guard let text = parameter("call") else { return nil }
        guard let kind = OrderCall.Kind(rawValue: text) else {
            throw .parameter(
                "call",
                "must be one of " + OrderCall.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return kind
    }

    private func event() throws(ServiceProblem) -> String? {
        guard let text = parameter("event") else { return nil }
        guard RecordContent.events.contains(text) else {
            throw .parameter("event", "must be an event of a history, such as revoked or decided")
        }
        return text
    }
}

extension OrderCursor {
    /// Reads a place as ``text`` writes it.
    init(text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let milliseconds = Int64(parts[0]),
            String(milliseconds) == parts[0]
        else {
            throw ServiceProblem.parameter("cursor", "must be the next of a page")
        }
        self.init(
            updatedAt: try Timestamp(milliseconds: milliseconds),
            order: try OutOrderNumber(String(parts[1])))
    }
}
