/// What one guard says.
public enum GuardVerdict: Hashable, Sendable {
    /// Nothing speaks against it.
    case allow
    /// It may not be, for a reason that this package knows.
    case deny(DenialReason)
    /// It may not be, for a reason of the merchant's own.
    case denyCustom(CustomDenial)
}
