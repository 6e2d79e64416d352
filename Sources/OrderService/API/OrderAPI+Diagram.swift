import HTTPTypes
import Hummingbird
import HummingbirdCore
import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension OrderAPI {
    /// How many records are read at once.
    private static let pageSize = 500

    /// The life of orders with the way of one, as a picture; in Chinese where that is preferred.
    func diagram(_ exchange: Exchange) async throws -> Response {
        let order = try await known(exchange.order).order
        return try await diagram(of: order, for: ConsoleVisit.audience(of: exchange.headers))
    }

    /// The same, for the one who looks at it.
    func diagram(of order: OutOrderNumber, for audience: Audience) async throws -> Response {
        var records: [JournalRecord] = []
        var cursor: Int64? = 0
        while let start = cursor {
            let page = try await engine.history(of: order, after: start, limit: Self.pageSize)
            records += page.elements
            cursor = page.next
        }
        let picture = audience.told {
            var diagram = LifecycleDiagram()
            var path = OrderPath(order: order)
            for record in records { path.add(record) }
            diagram.path = path
            return diagram.svg
        }
        return Response(
            .ok, type: "image/svg+xml", bytes: Array(picture.utf8),
            headers: [.contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'"])
    }
}
