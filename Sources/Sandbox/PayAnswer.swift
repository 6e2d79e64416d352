/// Whether the answer of pay names the merchant: the older page and the SDKs say so, the newest
/// page lists no `mchid`.
public enum PayAnswer: String, Sendable, CaseIterable {
    /// `mchid` is answered.
    case withMerchantID
    /// `mchid` is left out.
    case withoutMerchantID
}
