import HTTPTypes
import Hummingbird
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

extension OrderAPI {
    /// A page of orders by number; where records are asked for, of those that have such a record,
    /// the last changed first.
    func orders(_ exchange: Exchange) async throws -> Response {
        let filter = try exchange.recordFilter()
        guard filter == .all else {
            let page = try await engine.recentOrders(
                matching: OrderSelection(phase: exchange.parameter("phase")), having: filter,
                before: exchange.parameter("cursor").map { try OrderCursor(text: $0) },
                limit: exchange.limit())
            return try Response(OrderPageJSON(page))
        }
        let page = try await engine.orders(
            matching: OrderSelection(phase: exchange.parameter("phase")),
            after: exchange.parameter("cursor").map { try OutOrderNumber($0) },
            limit: exchange.limit())
        return try Response(OrderPageJSON(page))
    }

    /// A page of an order's records, the oldest first.
    func history(_ exchange: Exchange) async throws -> Response {
        let page = try await engine.history(
            of: exchange.order, after: exchange.number("cursor", in: 0...Int64.max) ?? 0,
            limit: exchange.limit())
        return try Response(HistoryPageJSON(page))
    }

    /// An order's history as a file that a third party can check.
    func export(_ exchange: Exchange) async throws -> Response {
        Response(
            .ok, type: "application/jsonl", bytes: try await exported(exchange.order))
    }

    /// An order's history, as the file that a third party can check.
    func exported(_ order: OutOrderNumber) async throws -> [UInt8] {
        let now = engine.now
        let text = try await engine.audit { reader in
            try HistoryExport.text(
                of: .order(order), from: reader, exportedAt: now, under: reader.lastCheckpoint())
        }
        guard let text else { throw EngineError.orderUnknown(order) }
        return Array(text.utf8)
    }

    /// A page of attempts, the newest first.
    func attempts(_ exchange: Exchange) async throws -> Response {
        let cursor = exchange.parameter("cursor").map { AttemptID($0) }
        if let cursor {
            guard try await engine.read(about: [], { try $0.attempt(cursor) }) != nil else {
                throw ServiceProblem.parameter("cursor", "must be the next of a page")
            }
        }
        let page = try await engine.attempts(
            openOnly: exchange.flag("open"), before: cursor, limit: exchange.limit())
        return try Response(AttemptPageJSON(page))
    }

    /// A page of authorizations, by code.
    func authorizations(_ exchange: Exchange) async throws -> Response {
        let page = try await engine.authorizations.list(
            after: exchange.parameter("cursor").map { try AuthorizationCode($0) },
            limit: exchange.limit())
        return try Response(AuthorizationPageJSON(page))
    }

    /// An authorization as the journal knows it.
    func authorization(_ exchange: Exchange) async throws -> Response {
        let code = try exchange.code
        guard let known = try await engine.authorizations.known(code) else {
            throw ServiceProblem(
                .notFound, code: EngineErrorCode.authorizationUnknown.rawValue,
                "the journal has no authorization \(code)",
                zh: EngineErrorCode.authorizationUnknown.chinese)
        }
        return try Response(AuthorizationJSON(known))
    }

    /// A page of checkpoints, the oldest first.
    func checkpoints(_ exchange: Exchange) async throws -> Response {
        let limit = try exchange.limit()
        let cursor = try exchange.number("cursor", in: 0...Int64.max) ?? 0
        let kept = try await engine.audit { try $0.checkpoints(after: cursor, limit: limit + 1) }
        return try Response(CheckpointPageJSON(kept, limit: limit))
    }

    /// A page of what was found elsewhere than the journal knew.
    func drift(_ exchange: Exchange) async throws -> Response {
        let page = try await engine.drift(
            after: exchange.number("cursor", in: 0...Int64.max) ?? 0, limit: exchange.limit())
        return try Response(DriftPageJSON(page))
    }
}

extension Exchange {
    /// A flag of the query.
    func flag(_ name: String) throws(ServiceProblem) -> Bool {
        switch parameter(name) {
        case nil, "false": false
        case "true": true
        default: throw .parameter(name, "must be true or false")
        }
    }
}
