import HTTPTypes
import Hummingbird
import HummingbirdCore
import OrderDiagram
import OrderEngine
import OrderJournal
import OrderLifecycle

extension OrderAPI {
    /// How many records are read at once.
    private static let pageSize = 500

    /// The life of orders with the way of one, as a picture; in Chinese where that is preferred.
    func diagram(_ exchange: Exchange) async throws -> Response {
        let order = try await known(exchange.order).order
        let language = Self.language(exchange.headers[values: .acceptLanguage])
        var path = OrderPath(order: order, in: language)
        var revision: Int64 = 0
        while true {
            let page = try await engine.history(
                of: order, after: revision, limit: Self.pageSize)
            for record in page.elements { path.add(record) }
            guard let next = page.next else { break }
            revision = next
        }
        let picture = LifecycleDiagram(in: language, path: path).svg
        return Response(
            .ok, type: "image/svg+xml", bytes: Array(picture.utf8),
            headers: [.contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'"])
    }

    /// The language that is named first.
    static func language(_ accepted: [String]) -> DiagramLanguage {
        let first = accepted.joined(separator: ",").lowercased().split(separator: ",").first
        return first?.drop { $0 == " " }.hasPrefix("zh") == true ? .chinese : .english
    }
}
