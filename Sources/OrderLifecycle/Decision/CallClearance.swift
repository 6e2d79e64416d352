/// Proof that a call was decided on and allowed: only ``CallPolicy/decision(on:)`` and
/// ``AuthorizationCall/decision(on:)`` make one, and no attempt begins without it.
public struct CallClearance: Hashable, Sendable {
    /// What is lost without being asked about.
    public let notice: LossNotice?
    /// What is given up, and was acknowledged.
    public let acknowledged: Acknowledgement?

    init(notice: LossNotice? = nil, acknowledged: Acknowledgement? = nil) {
        self.notice = notice
        self.acknowledged = acknowledged
    }
}
