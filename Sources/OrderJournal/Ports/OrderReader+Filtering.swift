public import OrderLifecycle

extension OrderReader {
    /// How many orders or attempts are read at once.
    static var pageSize: Int { 100 }

    /// The records of every order are read, from the last changed to the first that was changed
    /// before the filter's time.
    public func orders(
        phase: String?, having filter: RecordFilter, changedBefore cursor: OrderCursor?, limit: Int
    ) throws -> [OrderProjection] {
        var (found, cursor) = ([OrderProjection](), cursor)
        while found.count < limit {
            let page = try orders(changedBefore: cursor, limit: Self.pageSize)
            guard let last = page.last else { break }
            for order in page where found.count < limit {
                if let from = filter.from, order.updatedAt < from { return found }
                guard phase == nil || order.state.code == phase,
                    try hasRecord(of: .order(order.order), matching: filter)
                else { continue }
                found.append(order)
            }
            cursor = OrderCursor(last)
        }
        return found
    }

    /// Every order is read.
    public func orderTotals() throws -> [OrderTotal] {
        var (orders, due) = ([String: Int](), [String: Int64]())
        var cursor: OutOrderNumber?
        while true {
            let page = try self.orders(phase: nil, after: cursor, limit: Self.pageSize)
            guard let last = page.last else { break }
            for order in page {
                orders[order.state.code, default: 0] += 1
                guard case .known(.awaitingPayment(let pending)) = order.state else { continue }
                let sum = due[order.state.code, default: 0]
                let (next, overflow) = sum.addingReportingOverflow(pending.due.fen)
                due[order.state.code] = overflow ? .max : next
            }
            cursor = last.order
        }
        return orders.keys.sorted().map { phase in
            OrderTotal(phase: phase, orders: orders[phase] ?? 0, due: due[phase] ?? 0)
        }
    }

    private func hasRecord(of subject: Subject, matching filter: RecordFilter) throws -> Bool {
        var revision: Int64 = 0
        while true {
            let page = try records(of: subject, after: revision, limit: Self.pageSize)
            guard let last = page.last else { return false }
            if page.contains(where: filter.matches) { return true }
            revision = last.revision
        }
    }

    /// All attempts from the end back to the start are read: no intent is recorded earlier than the
    /// one before it.
    public func attempts(
        givingUpFrom start: Timestamp?, until end: Timestamp?, by actor: ActorName?,
        before cursor: AttemptID?, limit: Int
    ) throws -> [AttemptProjection] {
        var (found, cursor) = ([AttemptProjection](), cursor)
        while found.count < limit {
            let page = try attempts(openOnly: false, before: cursor, limit: Self.pageSize)
            guard let last = page.last else { break }
            for attempt in page where found.count < limit {
                if let start, attempt.intendedAt < start { return found }
                guard attempt.intent.consent != nil, end.map({ attempt.intendedAt < $0 }) ?? true,
                    actor.map({ attempt.caller.actor == $0 }) ?? true
                else { continue }
                found.append(attempt)
            }
            cursor = last.id
        }
        return found
    }

    /// The sequence number of the first record at a moment or later; one behind the last record if
    /// there is none.
    ///
    /// Few records are read: none is dated earlier than the one before it.
    package func sequence(notBefore time: Timestamp) throws -> Int64 {
        var (low, high) = (Int64(1), (try end()?.sequence ?? 0) + 1)
        while low < high {
            let middle = low + (high - low) / 2
            guard let record = try records(after: middle - 1, limit: 1).first else {
                high = middle
                continue
            }
            if record.at < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
