/// The third version of the tables: an order's row says its phase once.
///
/// What orders are listed by, ``OrderLifecycle/OrderStanding/code``, is the first word of the
/// standing's text. It is no longer stored beside it, only in the index, and so the two cannot
/// differ.
enum SchemaVersion3 {
    static let statements = [dropIndex, dropPhase, phase, ordersByPhase]

    /// The code of an order's standing, in SQL.
    static let code = "substr(standing, 1, instr(standing || ' ', ' ') - 1)"

    private static let dropIndex = "DROP INDEX payscore_orders_by_phase"

    private static let dropPhase = "ALTER TABLE payscore_orders DROP COLUMN phase"

    private static let phase = """
        ALTER TABLE payscore_orders ADD COLUMN phase TEXT AS (\(code)) VIRTUAL
        """

    private static let ordersByPhase = """
        CREATE INDEX payscore_orders_by_phase ON payscore_orders (phase, number)
        """
}
