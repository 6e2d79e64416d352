/// How an order comes into service.
public enum OrderMode: String, Hashable, Sendable, CaseIterable {
    /// The customer confirms it first (需确认): it begins as created.
    case confirm
    /// The customer has authorised the service (免确认): it begins in service.
    case noConfirm = "no_confirm"
}
