package import OrderJournal
package import OrderLifecycle

/// An order's projection as a row.
package enum OrderRow {
    /// All columns, the order's number first.
    package static let columns = [
        "number", "revision", "head", "phase", "is_verified", "phase_revision", "merchant_id",
        "app_id", "service_id", "order_id", "customer", "is_protected", "open_attempt",
        "failed_cancel", "observed_at", "contradictions", "created_at", "updated_at",
    ]

    /// Gives the values of ``columns``.
    ///
    /// - Parameter state: Where the order stands, as its last record writes it.
    package static func write(
        _ order: OrderProjection, at state: String, to row: inout some RowWriter
    ) {
        row.add(order.order.text)
        row.add(order.revision)
        row.add(order.head)
        row.add(state)
        row.add(order.isVerified)
        row.add(order.stateRevision)
        row.add(order.identity.merchantID?.text)
        row.add(order.identity.appID?.text)
        row.add(order.identity.serviceID?.text)
        row.add(order.identity.orderID?.text)
        row.add(order.customer?.text)
        row.add(order.isProtected)
        row.add(order.openAttempt?.text)
        row.add(order.failedCancel?.text)
        row.add(order.observedAt)
        row.add(order.contradictions)
        row.add(order.createdAt)
        row.add(order.updatedAt)
    }

    /// Reads the values of ``columns``.
    package static func read(
        _ row: inout some RowReader
    ) throws(JournalError) -> OrderProjection {
        let order = try number(&row)
        let revision = try row.number()
        let head = try row.digest()
        let state = try row.meaning(StateText.state(try row.text()))
        return OrderProjection(
            order: order, revision: revision, head: head, state: state,
            isVerified: try row.flag(), stateRevision: try row.number(),
            identity: try identity(&row), customer: try row.customerIfAny(),
            isProtected: try row.flag(), openAttempt: try row.attemptIfAny(),
            failedCancel: try row.attemptIfAny(), observedAt: try row.timeIfAny(),
            contradictions: try row.number(), createdAt: try row.time(),
            updatedAt: try row.time())
    }

    /// Reads an order's number.
    package static func number(_ row: inout some RowReader) throws(JournalError) -> OutOrderNumber {
        let text = try row.text()
        return try row.meaning(try? OutOrderNumber(text))
    }

    private static func identity(_ row: inout some RowReader) throws(JournalError) -> OrderIdentity
    {
        OrderIdentity(
            merchantID: try identifier(&row), appID: try identifier(&row),
            serviceID: try identifier(&row), orderID: try identifier(&row))
    }

    private static func identifier<ID: WeChatIdentifier>(
        _ row: inout some RowReader
    ) throws(JournalError) -> ID? {
        guard let text = try row.textIfAny() else { return nil }
        return try row.meaning(try? ID(text))
    }
}
