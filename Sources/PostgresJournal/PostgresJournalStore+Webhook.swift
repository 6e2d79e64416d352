import JournalStorage
public import OrderJournal
public import OrderLifecycle

extension PostgresJournalStore: WebhookStore {
    /// How far the records were delivered; `nil` if nothing was.
    ///
    /// - Throws: `JournalError`.
    public func webhookProgress() async throws -> WebhookProgress? {
        try await view { try $0.first(WebhookRows.progress, reading: DeliveryRow.readProgress) }
    }

    /// Keeps how far it came, what waits, and of whom nothing waits any more.
    ///
    /// - Throws: `JournalError`.
    public func keep(
        _ progress: WebhookProgress?, holding held: [HeldDelivery], releasing subjects: [Subject]
    ) async throws {
        var calls: [Call] = []
        if let progress {
            calls.append(
                WebhookRows.keeping.call(on: partition) { DeliveryRow.write(progress, to: &$0) })
        }
        if !held.isEmpty {
            var rows = RowValues(PostgresTable.webhookHeld.types(of: DeliveryRow.columns))
            for delivery in held { rows.addRow { DeliveryRow.write(delivery, to: &$0) } }
            calls.append(WebhookRows.holding.call(on: partition) { $0.add(rows) })
        }
        calls += subjects.map { subject in
            WebhookRows.releasing.call(on: partition) { $0.add(subject.text) }
        }
        guard !calls.isEmpty else { return }
        try await write(calls) { _ in }
    }

    /// What waits of some subjects.
    ///
    /// - Throws: `JournalError`.
    public func heldDeliveries(of subjects: [Subject]) async throws -> [HeldDelivery] {
        try await view { view in
            try subjects.compactMap { subject in
                try view.first(
                    WebhookRows.ofSubject, { $0.add(subject.text) }, reading: DeliveryRow.read)
            }
        }
    }

    /// What is to be tried again by a moment, the longest due first.
    ///
    /// - Throws: `JournalError`.
    public func heldDeliveries(
        dueBy moment: Timestamp, limit: Int
    ) async throws -> [HeldDelivery] {
        try await view { view in
            try view.all(
                WebhookRows.due,
                { values in
                    values.add(moment)
                    values.add(max(0, limit))
                }, reading: DeliveryRow.read)
        }
    }

    /// What waits and what was given up, by subject.
    ///
    /// - Throws: `JournalError`.
    public func heldDeliveries(after subject: Subject?, limit: Int) async throws -> [HeldDelivery] {
        try await view { view in
            try view.all(
                WebhookRows.list,
                { values in
                    values.add(subject?.text ?? "")
                    values.add(max(0, limit))
                }, reading: DeliveryRow.read)
        }
    }

    /// How many subjects wait, and how many were given up.
    ///
    /// - Throws: `JournalError`.
    public func heldCount() async throws -> (waiting: Int, dead: Int) {
        try await view { view in
            try view.first(WebhookRows.count) { row in
                (Int(clamping: try row.number()), Int(clamping: try row.number()))
            } ?? (0, 0)
        }
    }
}
