/// What a record tells, with its meaning, in families: whoever cares for one switches over that.
public enum RecordContent: Hashable, Sendable {
    /// Something about an order, its permits included.
    case order(OrderFact)
    /// Something about an attempt at a call.
    case attempt(AttemptFact)
    /// Something about a customer's authorization.
    case authorization(AuthorizationFact)
    /// Something about the journal itself.
    case journal(JournalFact)
}

extension RecordContent {
    /// The attempt that the record is about, if it is about one.
    public var attempt: AttemptID? {
        guard case .attempt(let fact) = self else { return nil }
        return fact.attempt
    }

    /// The requested call that the record is about, or whose attempt it intends.
    public var approval: ApprovalID? {
        switch self {
        case .order(.approval(let fact)): fact.id
        case .attempt(.intended(let details)): details.approval
        case .order, .attempt, .authorization, .journal: nil
        }
    }

    /// The digest of the request that the record must bring, if it is one that brings one.
    var requestDigest: Digest32? {
        switch self {
        case .order(.approval(.requested(let details))): details.requestDigest
        case .attempt(.intended(let details)): details.requestDigest
        case .order, .attempt, .authorization, .journal: nil
        }
    }

    /// Whether the record begins the journal.
    var isBeginning: Bool {
        guard case .journal(.begun) = self else { return false }
        return true
    }

    /// The permit that the record issues or spends, if it does.
    ///
    /// A decision that names one says what was presented, and changes no permit.
    public var permitDigest: Digest32? {
        switch self {
        case .order(.permitIssued(let details)): details.digest
        case .attempt(.intended(let details)): details.consent?.permit
        case .order, .attempt, .authorization, .journal: nil
        }
    }
}
