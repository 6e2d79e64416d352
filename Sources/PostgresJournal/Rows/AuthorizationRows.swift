import JournalStorage
import OrderJournal

/// The table `authorizations`.
enum AuthorizationRows {
    static let table = PostgresTable.authorizations
    private static let columns = AuthorizationRow.columns.map { "a.\($0)" }
        .joined(separator: ", ")
    private static let returned = table.returned(AuthorizationRow.columns)
    private static let ofPartition =
        "FROM payscore.authorizations a WHERE a.partition = p_partition"

    static let byCode = StoredFunction(
        reading: "authorization_of", of: "authorizations", .init("code", .text),
        returning: returned, "SELECT \(columns) \(ofPartition) AND a.code = p_code")
    static let afterCode = StoredFunction(
        reading: "authorizations_after", of: "authorizations", .init("code", .text),
        .init("limit", .bigint), returning: returned,
        "SELECT \(columns) \(ofPartition) AND a.code > p_code ORDER BY a.code LIMIT p_limit")
    static let ofCustomer = StoredFunction(
        reading: "authorizations_of", of: "authorizations", .init("customer", .text),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND a.customer = p_customer
        ORDER BY a.code LIMIT p_limit
        """)
    static let placing = StoredFunction.placing(
        "place_authorizations", in: table, AuthorizationRow.columns, fixed: ["created_at"])

    static let functions = [byCode, afterCode, ofCustomer, placing]
}
