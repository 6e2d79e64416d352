import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import ServiceLifecycle

extension OrderAPI {
    /// The records behind a position and those that follow, as server-sent events.
    ///
    /// Each event's `id` is the position to go on behind, in `Last-Event-ID`. The stream ends after
    /// ``OrderServerLimits/streamDuration``, and at a shutdown; a reader connects again. It ends
    /// too when the reader's token is revoked, or has ended.
    func events(_ exchange: Exchange) async throws -> Response {
        let position = try exchange.position()
        // A position that the journal does not have is told before the stream begins.
        _ = try await engine.records(after: position, limit: 1)
        guard let place = followers.enter(exchange.principal.name) else {
            throw ServiceProblem.tooMany(
                "too many readers follow the events, of this principal or in all", retryAfter: 5)
        }
        var headers = HTTPFields()
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-store"
        let (engine, limits, access) = (engine, limits, access)
        let (principal, credential) = (exchange.principal, exchange.credential)
        let stream = EventStream(
            engine: engine, limits: limits, access: access,
            isAccepted: {
                (try? access.principal(of: credential, at: engine.now)) == principal
            })
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                try await stream.write(after: position, to: &writer)
                try await writer.finish(nil)
                withExtendedLifetime(place) {}
            })
    }
}

extension Exchange {
    private static let lastEventID = "Last-Event-ID"

    /// Behind which record the events begin; a header, as a browser sends it, goes before `after`.
    fileprivate func position() throws(ServiceProblem) -> EventPosition? {
        let given = HTTPField.Name(Self.lastEventID).map { headers[values: $0] } ?? []
        guard given.count <= 1 else {
            throw ServiceProblem(
                .badRequest, .headerInvalid, "\(Self.lastEventID) must be given once")
        }
        guard let text = given.first ?? parameter("after"), !text.isEmpty else { return nil }
        guard let position = EventPosition(text: text) else {
            throw .parameter("after", "must be the id of an event, such as 0:123:9f86d081")
        }
        return position
    }
}
