/// A code together with what it says to a person, in English and in Chinese.
public struct Sentence: Hashable, Sendable {
    /// The stable code.
    public let code: String
    /// The English sentence.
    public let english: String
    /// The Chinese sentence.
    public let chinese: String
}

extension Denial {
    /// All reasons as sentences, the merchant's own included, in order of precedence.
    public var sentences: [Sentence] { sentences(telling: \.description) }

    /// All reasons as sentences, with times as a person reads them.
    ///
    /// - Parameter time: How a time is told, such as in a person's zone.
    public func sentences(telling time: (Timestamp) -> String) -> [Sentence] {
        reasons.map { sentence($0, time) }
            + customDenials.map {
                Sentence(code: $0.code, english: $0.english, chinese: $0.chinese)
            }
    }

    /// The sentence of a reason, with the number that belongs to it.
    private func sentence(
        _ reason: DenialReason, _ time: (Timestamp) -> String
    ) -> Sentence {
        if reason == .collectedLately, let next = nextCollectAt.map(time) {
            return Sentence(
                code: reason.rawValue,
                english: "WeChat was asked to collect for the order a short while ago; it may be "
                    + "asked again from \(next).",
                chinese: "不久前已请微信对该订单催收；\(next) 起可再次催收。")
        }
        guard reason == .clockAhead, let signedBeforeAsking else { return reason.sentence }
        // Between the time in the signature and our clock at the question, in whole seconds.
        let seconds = (signedBeforeAsking + ObservationAge.signaturePrecision).milliseconds / 1000
        return Sentence(
            code: reason.rawValue,
            english: "This machine's clock is \(seconds) s ahead of WeChat's signature, or the "
                + "answer is an old one; set the clock and ask again.",
            chinese: "本机时钟比微信签名时间快 \(seconds) 秒，或应答是旧的；请校准时钟后重试。")
    }
}

extension DenialReason {
    /// This reason as a sentence.
    public var sentence: Sentence {
        Sentence(code: rawValue, english: english, chinese: chinese)
    }

    private var english: String {
        switch self {
        case .orderExists: "An order of this number exists; use a new number."
        case .authorizationUnavailable:
            "The customer's authorization has ended, so WeChat refuses orders without "
                + "confirmation; query the authorization again if they have agreed since."
        case .notConfirmed: "The customer has not confirmed the order yet."
        case .notCompleted: "The order has not been completed; WeChat collects nothing yet."
        case .alreadyCompleted: "The order has been completed already."
        case .alreadyDone: "The order is closed; only a refund is possible now: \(Self.refund)."
        case .alreadyRevoked: "The order has been revoked already."
        case .alreadyExpired: "The order has lapsed; there is nothing left to do."
        case .alreadyPaid: "The customer has paid; only a refund is possible now: \(Self.refund)."
        case .amountNotLower:
            "The amount is not below what is collected now; it can only fall."
        case .amountNotAbovePaid:
            "The amount would leave nothing to pay; to forgive all that is due, cancel the order."
        case .paidInFuture:
            "The time of the payment lies in the future; it is read as Beijing time (UTC+8)."
        case .indeterminateState:
            "What WeChat shows of the order is incomplete or not understood; nothing is sent."
        case .afterCompletion:
            "The order has been completed, and version 1.0 of the rules permits no cancel then."
        case .partlyPaid: "A part of the bill has been paid; settle that part first."
        case .attemptUnresolved:
            "A call for this order has no known outcome yet; reconcile it first."
        case .observationUnavailable:
            "WeChat could not be asked, or its answer cannot be believed; query it again."
        case .observationTooOld:
            "What is known of the order is too old to act on; query WeChat "
                + "again."
        case .clockAhead:
            "This machine's clock is ahead of WeChat's signature, or the answer is an old one; "
                + "set the clock and ask again."
        case .collectedLately:
            "WeChat was asked to collect for the order a short while ago; ask again later."
        case .protected: "The order is protected; lift the protection first."
        case .velocityLimitTripped:
            "Too much would be forgiven in a short time; a named person must reset the velocity "
                + "limit."
        case .exceedsVelocityLimit:
            "This bill alone is above what may be forgiven; raise the velocity limit first."
        case .exceedsReportLimit:
            "Too much would be reported as paid elsewhere in a short time; wait, have a named "
                + "person reset the velocity limit, or raise it."
        case .samePerson:
            "Someone other than the person who requested the call must acknowledge the loss."
        case .secondApproverMissing:
            "Two people other than the requester must acknowledge the loss; request an approval."
        case .personNotVerified:
            "The requester and the person who acknowledges the loss must both be verified."
        }
    }

    /// The call that refunds a payment, and the number that it wants; this package has no such
    /// call.
    private static let refund =
        "POST /v3/refund/domestic/refunds with the payment's transaction_id, outside of this "
        + "package"
    private static let refundInChinese =
        "调用 POST /v3/refund/domestic/refunds，填支付单号 transaction_id（不在本软件内）"

    private var chinese: String {
        switch self {
        case .orderExists: "该单号已存在，请使用新单号。"
        case .authorizationUnavailable: "用户的授权已解除，微信会拒绝免确认订单；如用户已重新授权，请先查询授权。"
        case .notConfirmed: "用户尚未确认订单。"
        case .notCompleted: "订单尚未完结，微信还没有开始收款。"
        case .alreadyCompleted: "订单已经完结。"
        case .alreadyDone: "订单已完成，只能退款：\(Self.refundInChinese)。"
        case .alreadyRevoked: "订单已经取消。"
        case .alreadyExpired: "订单已失效，无需处理。"
        case .alreadyPaid: "用户已支付，只能退款：\(Self.refundInChinese)。"
        case .amountNotLower: "金额不低于当前待收总额，只能调低。"
        case .amountNotAbovePaid: "调整后将无待付金额；如要全部免除，请取消订单。"
        case .paidInFuture: "支付时间在将来；该时间按北京时间（UTC+8）理解。"
        case .indeterminateState: "微信返回的订单状态不完整或无法识别，因此不发送请求。"
        case .afterCompletion: "订单已完结，1.0 版规则不允许此时取消。"
        case .partlyPaid: "账单已部分支付，请先处理已支付的部分。"
        case .attemptUnresolved: "该订单有结果未知的请求，请先补查。"
        case .observationUnavailable: "无法查询微信，或其应答不可信，请重新查询。"
        case .observationTooOld: "所知的订单状态过旧，请重新查询。"
        case .clockAhead: "本机时钟比微信签名时间快，或应答是旧的；请校准时钟后重试。"
        case .collectedLately: "不久前已请微信对该订单催收，请稍后再试。"
        case .protected: "订单受保护，请先解除保护。"
        case .velocityLimitTripped: "短时间内免除的金额过多，已熔断，须由指定人员解除。"
        case .exceedsVelocityLimit: "仅此一笔就超过可免除的限额，请先调高限额。"
        case .exceedsReportLimit:
            "短时间内登记为已在别处收款的金额过多；请等待、由指定人员解除熔断，或调高限额。"
        case .samePerson: "损失须由另一人复核确认。"
        case .secondApproverMissing: "损失须由申请人以外的两人复核确认；请提交审批。"
        case .personNotVerified: "申请人和确认损失的人都须经过身份验证，不能只报姓名。"
        }
    }
}

extension Loss {
    /// Each hazard as a sentence.
    public var sentences: [Sentence] { hazards.map(sentence) }

    private func sentence(of hazard: Hazard) -> Sentence {
        switch hazard {
        case .collectionAbandoned:
            Sentence(
                code: hazard.rawValue,
                english: "WeChat would stop collecting \(atStake) for good; if it was paid another "
                    + "way, report it as paid instead.",
                chinese: "微信将永久停止收取 \(atStake)；如果用户已通过其他方式付款，请改用“登记为已付”。")
        case .amountLowered:
            Sentence(
                code: hazard.rawValue,
                english: "WeChat would collect \(atStake) less, for good.",
                chinese: "微信将永久少收 \(atStake)。")
        case .receivedElsewhere:
            Sentence(
                code: hazard.rawValue,
                english: "WeChat would stop collecting \(atStake), because you say that you "
                    + "received it elsewhere.",
                chinese: "微信将停止收取 \(atStake)，因为您声明已在别处收到这笔款。")
        case .partlyPaid:
            Sentence(
                code: hazard.rawValue,
                english: "\(alreadyPaid) has been paid already and would have to be refunded.",
                chinese: "用户已支付 \(alreadyPaid)，取消后须另行退款。")
        }
    }
}

extension LossNotice {
    /// This notice as a sentence.
    public var sentence: Sentence {
        switch self {
        case .serviceUncharged(let limit):
            Sentence(
                code: code,
                english: "The service in use could no longer be charged for"
                    + (limit.map { ", up to \($0)." } ?? "."),
                chinese: "正在使用的服务将无法收费" + (limit.map { "，最多 \($0)。" } ?? "。"))
        }
    }
}
