public import OrderJournal
public import OrderLifecycle

/// Something that a person should know of at once.
public enum Alarm: Hashable, Sendable {
    /// Two observations of an order cannot both be true.
    case contradiction(OutOrderNumber, Contradiction)
    /// An order was changed by no call of this journal's.
    case changedOutside(OutOrderNumber, OutsideChange)
    /// An attempt that had been taken to have failed shows its effect.
    case appliedLate(OutOrderNumber, AttemptID)
    /// An attempt waits for a person.
    case parked(Subject, AttemptID)
    /// The velocity limit was tripped.
    case velocityLimitTripped(OutOrderNumber)
    /// The journal's last record is dated far ahead of the clock.
    case journalAhead(DatedAhead)

    /// The stable code.
    public var code: String {
        switch self {
        case .contradiction: "contradiction"
        case .changedOutside(_, let change): change.kind.rawValue
        case .appliedLate: "applied_late"
        case .parked: "parked"
        case .velocityLimitTripped: "velocity_limit_tripped"
        case .journalAhead: "journal_ahead_of_clock"
        }
    }

    /// The order that it is about, if it is about one.
    public var order: OutOrderNumber? {
        switch self {
        case .contradiction(let order, _), .changedOutside(let order, _),
            .appliedLate(let order, _), .velocityLimitTripped(let order):
            order
        case .parked(let subject, _): subject.order
        case .journalAhead: nil
        }
    }

    /// The customer's authorization that it is about, if it is about one.
    public var authorization: AuthorizationCode? {
        guard case .parked(let subject, _) = self else { return nil }
        return subject.authorization
    }

    /// The alarm that a record raises, if it raises one.
    ///
    /// - Parameters:
    ///   - content: What the record tells.
    ///   - subject: What it is about.
    ///   - cause: What caused the record.
    ///   - outsideCompletes: What a complete from elsewhere means.
    public init?(
        _ content: RecordContent, of subject: Subject, causedBy cause: Cause.Kind,
        expecting outsideCompletes: OutsideCompletes = .alarm
    ) {
        if case .attempt(.parked(let attempt)) = content {
            self = .parked(subject, attempt)
            return
        }
        guard let order = subject.order else { return nil }
        switch content {
        case .order(.observed(.contradiction(let contradiction), _)):
            self = .contradiction(order, contradiction)
        case .order(.happened(.corrected, _, _)): self = .contradiction(order, .unverifiedDiffers)
        // Whoever takes orders over knows that they were kept elsewhere until then.
        case .order(.happened(_, _, let outside?))
        where cause != .import && !outsideCompletes.expects(outside.kind):
            self = .changedOutside(order, outside)
        case .attempt(.appliedLate(let attempt)): self = .appliedLate(order, attempt)
        case .order, .attempt, .authorization, .journal: return nil
        }
    }
}

extension OutsideCompletes {
    /// Whether another system makes such a change as a matter of course.
    fileprivate func expects(_ kind: OutsideChange.Kind) -> Bool {
        switch kind {
        case .completed: self == .expected
        case .revoked, .reduced, .reportedPaid: false
        }
    }
}
