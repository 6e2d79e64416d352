/// Why an observation of an order tells no phase.
public enum IndeterminateReason: String, Error, Hashable, Sendable, CaseIterable {
    /// WeChat has shown nothing of this order yet.
    case neverSeen = "never_seen"
    /// `state` is missing.
    case stateMissing = "state_missing"
    /// `state` is none of the five words.
    case stateUnknown = "state_unknown"
    /// `state_description` is missing or unknown in a `DOING` order, or present in a `CREATED` one.
    case descriptionUnexpected = "description_unexpected"
    /// `collection` is missing after completion, or present before it.
    case collectionUnexpected = "collection_unexpected"
    /// `collection.state` is missing or neither of the two words.
    case collectionStateUnknown = "collection_state_unknown"
    /// An amount is missing, malformed or out of range.
    case amountsMissing = "amounts_missing"
    /// The amounts do not add up, or nothing is due although payment is awaited.
    case amountsDisagree = "amounts_disagree"
    /// `DOING` although `collection.state` is `USER_PAID`: paid, and not closed yet.
    case paidButOpen = "paid_but_open"
    /// A notification shows the order otherwise than it announces.
    case noticeDiffers = "notice_differs"
}
