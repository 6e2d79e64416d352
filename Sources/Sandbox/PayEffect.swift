/// What a pay, by which the merchant urges the customer, does besides being answered; its page says
/// only that the state stays.
public enum PayEffect: String, Sendable, CaseIterable {
    /// Nothing.
    case nothing
    /// A deduction begins, which ends by the control interface.
    case startsDeduction
}
