/// What WeChat announces about an order in a notification (回调通知).
///
/// Source: the pages on the confirmation and payment notifications of the Pay Score documentation.
public enum OrderNotice: String, Hashable, Sendable, CaseIterable {
    /// The customer confirmed the order: `PAYSCORE.USER_CONFIRM`.
    case userConfirmed = "user_confirmed"
    /// The customer paid, or a deduction succeeded: `PAYSCORE.USER_PAID`.
    case userPaid = "user_paid"
}

extension OrderSnapshot {
    /// What the snapshot in a notification means, which must agree with what is announced.
    ///
    /// WeChat's own sample of a confirmation shows a closed order. An order is not taken for closed
    /// or cancelled because of that: where the two disagree the order is indeterminate until WeChat
    /// is asked. Only that something was paid is believed at once, because it gives nothing up.
    public func interpretation(announcedAs notice: OrderNotice) -> SnapshotInterpretation {
        let shown = interpretation
        switch (notice, shown) {
        case (_, .indeterminate(.paidButOpen)): return shown
        case (.userPaid, .phase(.done, _)): return shown
        case (.userPaid, .phase(.awaitingPayment(let pending), _)) where pending.paid > .zero:
            return shown
        case (.userPaid, _): return .indeterminate(.paidButOpen)
        case (.userConfirmed, .phase(.inService, _)),
            (.userConfirmed, .phase(.awaitingPayment, _)), (.userConfirmed, .indeterminate):
            return shown
        case (.userConfirmed, .phase(.created, _)), (.userConfirmed, .phase(.done, _)),
            (.userConfirmed, .phase(.revoked, _)), (.userConfirmed, .phase(.expired, _)):
            return .indeterminate(.noticeDiffers)
        }
    }
}
