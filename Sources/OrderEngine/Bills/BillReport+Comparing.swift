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
    ///   - end: The end of its last day. Payments that the journal came to know between the two and
    ///     that the bill does not have are told too, whatever record names them: that the order was
    ///     paid, or in part, or was found paid after a change from outside. What was imported is
    ///     left out. A payment shortly before midnight may be recorded a day later.
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
                    // An order that was taken over from a file may have been paid long ago.
                    guard let order = record.subject.order, record.cause.kind != .import else {
                        continue
                    }
                    let missing = record.paidByWeChat.filter { !billed.contains($0) }
                    guard !missing.isEmpty else { continue }
                    // A record names all payments until then, those of earlier days as well.
                    let known = try reader.payments(of: order, before: record.revision)
                    for transaction in missing where !known.contains(transaction) {
                        report.addMissing(transaction, of: order)
                    }
                }
                sequence = last.sequence
            }
        }
    }
}

extension JournalRecord {
    /// The transactions by which WeChat had collected for an order, if the record tells of them.
    ///
    /// The content is asked, and not the event's name: where the order was changed elsewhere as
    /// well, the record has the name of that.
    fileprivate var paidByWeChat: [TransactionID] {
        guard subject.order != nil, phaseAfter != nil else { return [] }
        switch try? content {
        case .order(.happened(let event, _, _)), .order(.observed(.event(let event), _)):
            guard let payments = event.payments, payments.route != .merchant else { return [] }
            return payments.transactionIDs
        case .order, .attempt, .authorization, .journal, .none: return []
        }
    }
}

extension JournalReader {
    /// The transactions that an order's records before a revision name.
    fileprivate func payments(
        of order: OutOrderNumber, before revision: Int64
    ) throws -> Set<TransactionID> {
        var (known, last) = (Set<TransactionID>(), Int64(0))
        while true {
            let page = try records(of: .order(order), after: last, limit: 500)
            for record in page where record.revision < revision {
                known.formUnion(record.paidByWeChat)
            }
            guard let end = page.last?.revision, end < revision - 1 else { return known }
            last = end
        }
    }
}
