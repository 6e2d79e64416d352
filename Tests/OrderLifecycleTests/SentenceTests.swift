import OrderLifecycle
import Testing

/// The sentences that people read.
struct SentenceTests {
    @Test func `the precedence and the codes of the reasons are stable`() {
        #expect(
            DenialReason.allCases.map(\.rawValue) == [
                "order_exists", "authorization_unavailable", "not_confirmed", "not_completed",
                "already_completed",
                "already_done", "already_revoked", "already_expired", "already_paid",
                "amount_not_lower", "amount_not_above_paid", "paid_in_future",
                "indeterminate_state", "after_completion", "partly_paid", "attempt_unresolved",
                "observation_unavailable", "observation_too_old", "clock_ahead",
                "collected_lately", "protected", "velocity_limit_tripped",
                "exceeds_velocity_limit", "exceeds_report_limit", "same_person",
                "second_approver_missing", "person_not_verified",
            ])
    }

    @Test(arguments: DenialReason.allCases)
    func `every reason stands for itself alone`(reason: DenialReason) {
        let denial = Denial(reason)
        #expect(denial.reasons == [reason])
        #expect(denial.codes == [reason.rawValue])
    }

    private static func isEnglish(_ text: String) -> Bool {
        text.hasSuffix(".") && text.unicodeScalars.allSatisfy { $0.isASCII || $0 == "¥" }
    }

    private static func isChinese(_ text: String) -> Bool {
        text.hasSuffix("。") && text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    @Test func `every code has an English and a Chinese sentence`() {
        let sentences =
            DenialReason.allCases.map(\.sentence) + loss(1230, paid: 5).sentences
            + [
                LossNotice.serviceUncharged(upTo: nil).sentence,
                LossNotice.serviceUncharged(upTo: fen(4900)).sentence,
            ]
        for sentence in sentences + Self.hazards {
            #expect(Self.isEnglish(sentence.english), "\(sentence.code)")
            #expect(Self.isChinese(sentence.chinese), "\(sentence.code)")
        }
        #expect(
            Set(DenialReason.allCases.map(\.sentence.english)).count == DenialReason.allCases.count)
        #expect(
            Set(DenialReason.allCases.map(\.sentence.chinese)).count == DenialReason.allCases.count)
    }

    @Test func `a hazard's sentence names the amount`() {
        let sentences = loss(1230, paid: 70).sentences
        #expect(
            sentences.map(\.english) == [
                "WeChat would stop collecting ¥12.30 for good; if it was paid another way, report "
                    + "it as paid instead.",
                "¥0.70 has been paid already and would have to be refunded.",
            ])
        #expect(
            sentences.first?.chinese == "微信将永久停止收取 ¥12.30；如果用户已通过其他方式付款，请改用“登记为已付”。")
    }

    private static let hazards = [Hazard.amountLowered, .receivedElsewhere].compactMap {
        Loss([$0], atStake: fen(1230))?.sentences.first
    }

    @Test func `what is lowered or received elsewhere is said as such`() {
        #expect(
            Self.hazards.map(\.english) == [
                "WeChat would collect ¥12.30 less, for good.",
                "WeChat would stop collecting ¥12.30, because you say that you received it "
                    + "elsewhere.",
            ])
    }
}
