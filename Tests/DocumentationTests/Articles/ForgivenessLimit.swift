import OrderLifecycle

/// Denies a cancel that forgives more than the limit.
struct ForgivenessLimit: CallGuard {
    let limit: Amount

    let identifier = "forgiveness_limit"
    var version: String { "\(limit.fen)" }

    func verdict(on situation: CallSituation) -> GuardVerdict {
        guard let loss = situation.loss, loss.atStake > limit else { return .allow }
        return .denyCustom(
            CustomDenial(
                code: "over_forgiveness_limit",
                english: "At most \(limit) may be forgiven.", chinese: "最多可免除 \(limit)。"))
    }
}
