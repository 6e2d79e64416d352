/// How a requested call ended that was not made; the raw value is the stable code.
public enum ApprovalEnd: String, Hashable, Sendable, CaseIterable {
    /// Somebody rejected it.
    case rejected
    /// Who requested it withdrew it.
    case withdrawn
    /// Its time was over.
    case expired
    /// When it was about to be made, WeChat's rules or the merchant's guards denied it.
    case denied
}
