/// How far an attempt came.
struct AttemptEnd: Sendable {
    let report: AttemptReport
    /// WeChat's verified answer, if it came in this very run.
    let receipt: ProviderReceipt?
}
