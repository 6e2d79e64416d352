import OrderLifecycle

extension AppendPlan.Context {
    /// Reads what stands in a journal before an append.
    ///
    /// - Parameters:
    ///   - draft: What is appended.
    ///   - end: Where the journal ends.
    ///   - reader: Shows the journal with what the same commit appended before.
    ///   - lastOfJournal: Reads the last record of the journal's own chain.
    package init(
        of draft: RecordDraft, after end: JournalEnd?, in reader: some OrderReader,
        lastOfJournal: () throws -> JournalRecord?
    ) throws {
        self.init()
        self.end = end
        switch draft.subject {
        case .journal: self.lastOfJournal = try lastOfJournal()
        case .order(let number): order = try reader.order(number)
        case .authorization(let code): authorization = try reader.authorization(code)
        }
        if let id = draft.content.attempt { attempt = try reader.attempt(id) }
        if let digest = draft.content.permitDigest { permit = try reader.permit(digest) }
        if let id = draft.content.approval { approval = try reader.approval(id) }
        if case .order(.approval(.requested(let details))) = draft.content {
            approval = try reader.waitingApproval(of: details.terms.order)
        }
        if let notified = draft.content.notification {
            notification = try reader.notification(notified.id)
        }
    }
}
