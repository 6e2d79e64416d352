import GRDB
import OrderEngine
import OrderLifecycle

/// The table `payscore_orders`.
enum OrderRows {
    private static let table = "payscore_orders"
    private static let columns = """
        number, revision, head, phase, standing, standing_revision, merchant_id, app_id,
        service_id, order_id, is_protected, open_attempt, failed_cancel, viewed_at,
        contradictions, created_at, updated_at
        """

    private static let byNumber = "SELECT \(columns) FROM payscore_orders WHERE number = ?"
    private static let afterNumber = """
        SELECT \(columns) FROM payscore_orders WHERE number > ? ORDER BY number LIMIT ?
        """
    private static let ofPhaseAfterNumber = """
        SELECT \(columns) FROM payscore_orders WHERE phase = ? AND number > ?
        ORDER BY number LIMIT ?
        """
    private static let placing = """
        INSERT INTO payscore_orders (\(columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (number) DO UPDATE SET
            revision = excluded.revision, head = excluded.head, phase = excluded.phase,
            standing = excluded.standing, standing_revision = excluded.standing_revision,
            merchant_id = excluded.merchant_id, app_id = excluded.app_id,
            service_id = excluded.service_id, order_id = excluded.order_id,
            is_protected = excluded.is_protected, open_attempt = excluded.open_attempt,
            failed_cancel = excluded.failed_cancel, viewed_at = excluded.viewed_at,
            contradictions = excluded.contradictions, updated_at = excluded.updated_at
        """

    static func order(_ number: OutOrderNumber, _ db: Database) throws -> OrderProjection? {
        try db.first(byNumber, [number.text], of: table, order)
    }

    static func orders(
        phase: String?, after cursor: OutOrderNumber?, limit: Int, _ db: Database
    ) throws -> [OrderProjection] {
        let number = cursor?.text ?? ""
        guard let phase else {
            return try db.all(afterNumber, [number, max(0, limit)], of: table, order)
        }
        return try db.all(ofPhaseAfterNumber, [phase, number, max(0, limit)], of: table, order)
    }

    static func place(_ order: OrderProjection, _ db: Database) throws {
        try db.change(
            placing,
            [
                order.order.text, order.revision, order.head.blob, order.standing.code,
                StandingText.text(order.standing), order.standingRevision,
                order.identity.merchantID?.text, order.identity.appID?.text,
                order.identity.serviceID?.text, order.identity.orderID?.text,
                order.isProtected ? 1 : 0, order.openAttempt?.text, order.failedCancel?.text,
                order.viewedAt?.milliseconds, order.contradictions,
                order.createdAt.milliseconds, order.updatedAt.milliseconds,
            ])
    }

    private static func order(_ columns: inout Columns) throws -> OrderProjection {
        let number = try columns.text()
        let order = try columns.meaning(try? OutOrderNumber(number))
        let revision = try columns.number()
        let head = try columns.digest()
        let phase = try columns.text()
        let standing = try columns.meaning(StandingText.standing(try columns.text()))
        _ = try columns.meaning(standing.code == phase ? standing : nil)
        return OrderProjection(
            order: order, revision: revision, head: head, standing: standing,
            standingRevision: try columns.number(), identity: try identity(&columns),
            isProtected: try columns.number() != 0,
            openAttempt: try columns.textIfAny().map { AttemptID($0) },
            failedCancel: try columns.textIfAny().map { AttemptID($0) },
            viewedAt: try columns.timeIfAny(), contradictions: try columns.number(),
            createdAt: try columns.time(), updatedAt: try columns.time())
    }

    private static func identity(_ columns: inout Columns) throws -> OrderIdentity {
        OrderIdentity(
            merchantID: try identifier(&columns), appID: try identifier(&columns),
            serviceID: try identifier(&columns), orderID: try identifier(&columns))
    }

    private static func identifier<ID: WeChatIdentifier>(_ columns: inout Columns) throws -> ID? {
        guard let text = try columns.textIfAny() else { return nil }
        return try columns.meaning(try? ID(text))
    }
}
