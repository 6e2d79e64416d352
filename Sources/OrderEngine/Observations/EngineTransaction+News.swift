import OrderJournal
import OrderLifecycle

extension EngineTransaction {
    /// How many of an order's last records are searched for the bytes of an observation.
    private static let searchLimit = 256

    /// Whether an observation adds something to what is known of an order: a claim that WeChat's
    /// word confirms becomes WeChat's word.
    func isNews(_ observation: OrderObservation, of known: OrderProjection) throws -> Bool {
        let finding = observation.finding(on: known)
        return switch finding {
        case .event: true
        case .confirmed where observation.isSigned && !known.isVerified: true
        case .confirmed, .stale:
            try observation.identity(on: known) != known.identity
                || observation.contradictions(beside: finding, on: known).contains {
                    contradiction in
                    try !isRecorded(.contradiction(contradiction), in: observation, of: known)
                }
        case .resolved, .indeterminate, .contradiction:
            try !isRecorded(finding, in: observation, of: known)
        }
    }

    /// Whether a record of the order rests on the very same bytes, and found the same in them.
    ///
    /// Bytes that were not understood when they were recorded, and are understood now, are news.
    func isRecorded(
        _ finding: ObservationOutcome, in observation: OrderObservation, of known: OrderProjection
    ) throws -> Bool {
        guard let digest = observation.evidence?.bodyDigest, known.revision > 0 else {
            return false
        }
        let records = try writer.records(
            of: .order(known.order), after: known.revision - Int64(Self.searchLimit),
            limit: Self.searchLimit)
        return try records.contains { record in
            guard EvidenceText.bodyDigest(in: record.evidence) == digest else { return false }
            let content = try record.content
            return content == .order(.observed(finding, isSigned: observation.isSigned))
                || finding == .resolved && content.showsPhase
        }
    }
}

extension RecordContent {
    /// Whether the record is of an observation that told a phase which can be.
    fileprivate var showsPhase: Bool {
        guard case .order(let fact) = self else { return false }
        return switch fact {
        case .happened, .observed(.confirmed, _), .observed(.event, _), .observed(.resolved, _),
            .observed(.stale, _):
            true
        case .observed(.indeterminate, _), .observed(.contradiction, _), .identified, .decided,
            .permitIssued, .protected, .unprotected, .noted, .alarmAcknowledged,
            .notified, .approval:
            false
        }
    }
}
