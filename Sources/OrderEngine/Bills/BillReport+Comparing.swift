import OrderJournal
public import OrderLifecycle

extension BillReport {
    /// Compares one of WeChat's bills with the journal; nothing is recorded, and WeChat is not
    /// asked.
    ///
    /// - Parameters:
    ///   - payments: What the bill lists. All are held, about a hundred bytes each.
    ///   - engine: Whose journal it is compared with.
    ///   - start: The beginning of the first day that the bill is about.
    ///   - end: The end of its last day. Payments that were recorded between the two and that the
    ///     bill does not have are told too. One that was made shortly before midnight may be
    ///     recorded a day later.
    public static func comparing(
        _ payments: [BillPayment], with engine: Engine, from start: Timestamp? = nil,
        until end: Timestamp? = nil
    ) async throws(EngineError) -> BillReport {
        try await engine.inspect { reader in
            var report = BillReport()
            let byOrder = Dictionary(grouping: payments, by: \.order)
            for order in byOrder.keys.sorted(by: { $0.text < $1.text }) {
                report.compare(
                    byOrder[order] ?? [], of: order, with: try OrderSummary(order, reader))
            }
            guard let start, let end else { return report }
            let billed = Set(payments.map(\.transaction))
            var sequence = try reader.sequence(notBefore: start) - 1
            while true {
                let page = try reader.records(after: sequence, limit: 500)
                guard let last = page.last else { return report }
                for record in page {
                    guard record.at < end else { return report }
                    for transaction in record.paidByWeChat where !billed.contains(transaction) {
                        if let order = record.subject.order {
                            report.addMissing(transaction, of: order)
                        }
                    }
                }
                sequence = last.sequence
            }
        }
    }
}

extension JournalRecord {
    /// The transactions by which WeChat collected an order, if the record tells of that.
    fileprivate var paidByWeChat: [TransactionID] {
        guard event == OrderEvent.Kind.paid.rawValue else { return [] }
        switch try? content {
        case .order(.happened(.paid(_, let route, let transactions), _, _)),
            .order(.observed(.event(.paid(_, let route, let transactions)), _)):
            return route == .merchant ? [] : transactions
        case .order, .attempt, .authorization, .journal, .none: return []
        }
    }
}
