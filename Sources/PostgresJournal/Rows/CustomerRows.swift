import JournalStorage
import OrderJournal

/// The table `customers`.
enum CustomerRows {
    static let table = PostgresTable.customers
    private static let columns = CustomerRow.columns.map { "c.\($0)" }.joined(separator: ", ")
    private static let returned = table.returned(CustomerRow.columns)
    private static let ofPartition = "FROM payscore.customers c WHERE c.partition = p_partition"

    static let byID = StoredFunction(
        reading: "customer_named", of: "customers", .init("id", .text), returning: returned,
        "SELECT \(columns) \(ofPartition) AND c.id = p_id")
    static let byDigest = StoredFunction(
        reading: "customer_of", of: "customers", .init("digest", .bytea), returning: returned,
        "SELECT \(columns) \(ofPartition) AND c.digest = p_digest")
    static let insertion = StoredFunction.adding(
        "add_customers", to: table, CustomerRow.columns)
    static let emptying = StoredFunction(
        writing: "forget_customers", of: table.name, table.arguments(["id"]),
        """
        BEGIN
            UPDATE payscore.customers SET digest = NULL, wrapped_key = NULL
            WHERE partition = p_partition AND id = ANY (p_id);
            RETURN cardinality(p_id);
        END
        """)

    static let functions = [byID, byDigest, insertion, emptying]
}
