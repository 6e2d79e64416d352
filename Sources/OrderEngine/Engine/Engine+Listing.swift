public import OrderJournal
public import OrderLifecycle

extension Engine {
    /// What the limit of a page may be; a limit outside is taken for the nearest.
    public static let pageLimits = 1...1000

    /// What the journal knows of an order; WeChat is not asked.
    ///
    /// - Returns: `nil` if the order has no records.
    public func order(_ order: OutOrderNumber) async throws(EngineError) -> OrderProjection? {
        try await read(about: [.order(order)]) { try $0.order(order) }
    }

    /// Lists orders by number.
    ///
    ///     var cursor: OutOrderNumber?
    ///     repeat {
    ///         let page = try await engine.orders(
    ///             matching: .phase(.awaitingPayment), after: cursor)
    ///         for order in page.elements { show(order) }
    ///         cursor = page.next
    ///     } while cursor != nil
    ///
    /// - Parameters:
    ///   - selection: Which orders.
    ///   - cursor: The last order of the page before.
    ///   - limit: The most orders of the page, see ``pageLimits``.
    public func orders(
        matching selection: OrderSelection = .all, after cursor: OutOrderNumber? = nil,
        limit: Int = 100
    ) async throws(EngineError) -> Page<OrderProjection, OutOrderNumber> {
        let limit = Self.clamped(limit)
        return try await read(about: []) { reader in
            Page(
                try reader.orders(phase: selection.code, after: cursor, limit: limit + 1),
                limit: limit, cursor: \.order)
        }
    }

    /// Lists orders by their last change, the newest first.
    ///
    /// - Parameters:
    ///   - selection: Which orders.
    ///   - filter: Which records an order must have, at least one of them. A filter with a time
    ///     reads no order that was changed before; without one, every order may have to be read.
    ///   - cursor: Where the page before ended.
    ///   - limit: The most orders of the page, see ``pageLimits``.
    public func recentOrders(
        matching selection: OrderSelection = .all, having filter: RecordFilter = .all,
        before cursor: OrderCursor? = nil, limit: Int = 100
    ) async throws(EngineError) -> Page<OrderProjection, OrderCursor> {
        let limit = Self.clamped(limit)
        return try await inspect { reader in
            let orders =
                selection == .all && filter == .all
                ? try reader.orders(changedBefore: cursor, limit: limit + 1)
                : try reader.orders(
                    phase: selection.code, having: filter, changedBefore: cursor,
                    limit: limit + 1)
            return Page(orders, limit: limit, cursor: OrderCursor.init)
        }
    }

    /// Lists attempts by their intent, the newest first.
    ///
    /// - Parameters:
    ///   - openOnly: Whether to leave out those whose outcome is known.
    ///   - cursor: The last attempt of the page before.
    ///   - limit: The most attempts of the page, see ``pageLimits``.
    public func attempts(
        openOnly: Bool = false, before cursor: AttemptID? = nil, limit: Int = 100
    ) async throws(EngineError) -> Page<AttemptProjection, AttemptID> {
        let limit = Self.clamped(limit)
        return try await read(about: []) { reader in
            Page(
                try reader.attempts(openOnly: openOnly, before: cursor, limit: limit + 1),
                limit: limit, cursor: \.id)
        }
    }

    /// Reads what happened to an order: who did what, when, why and with what result, the oldest
    /// record first.
    ///
    /// - Parameters:
    ///   - order: The order.
    ///   - filter: Which records.
    ///   - revision: The revision of the last record of the page before; 0 to begin.
    ///   - limit: The most records of the page, see ``pageLimits``.
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the order has no records.
    public func history(
        of order: OutOrderNumber, matching filter: RecordFilter = .all, after revision: Int64 = 0,
        limit: Int = 100
    ) async throws(EngineError) -> Page<JournalRecord, Int64> {
        let limit = Self.clamped(limit)
        return try await read(about: [.order(order)]) { reader in
            guard try reader.order(order) != nil else { throw EngineError.orderUnknown(order) }
            var (found, revision) = ([JournalRecord](), max(0, revision))
            while found.count <= limit {
                let page = try reader.records(
                    of: .order(order), after: revision, limit: limit + 1)
                found += page.filter(filter.matches)
                guard page.count > limit, let last = page.last else { break }
                revision = last.revision
            }
            return Page(found, limit: limit, cursor: \.revision)
        }
    }

    static func clamped(_ limit: Int) -> Int {
        min(max(limit, pageLimits.lowerBound), pageLimits.upperBound)
    }
}
