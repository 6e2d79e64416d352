import CReference
import Measuring

/// Row 11: the bytes on disk a record, all tables and indexes.
enum BytesRow {
    static func measure(under conditions: Conditions) async throws -> Row {
        let file = MixedFile(under: conditions)
        let files = try await file.prepared()
        let reference = try ReferenceJournal(at: files, to: REFERENCE_READS_AT_REST)
        let records = Double(file.records)
        let evidence = try reference.number(
            "SELECT sum(length(CAST(evidence AS BLOB))) FROM payscore_records")
        func figure(_ name: String, _ bytes: Int64, goal: Goal? = nil) -> Figure {
            Figure(name, unit: "B", Spread(of: [Double(bytes) / records]), goal: goal)
        }
        let figures = try [
            figure("the whole file", files.size(), goal: .atMost(600)),
            figure("records", pages(of: "payscore_records", in: reference)),
            figure(
                "records by order", pages(of: "sqlite_autoindex_payscore_records_1", in: reference)),
            figure("orders", pages(of: "payscore_orders", in: reference)),
            figure("orders by phase", pages(of: "payscore_orders_by_phase", in: reference)),
            figure("of which WeChat's evidence, in every second record", evidence),
            figure("the whole file without that evidence", files.size() - evidence),
        ]
        try reference.close()
        return Row(
            "11",
            work: "bytes on disk a record, all indexes: \(file.records) records, four an order",
            reference: "none", rounds: 1, figures: figures)
    }

    private static func pages(of table: String, in file: ReferenceJournal) throws -> Int64 {
        try file.number("SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = '\(table)'")
    }
}
