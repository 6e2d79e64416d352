import OrderJournal
import OrderLifecycle

extension AnswerClaim {
    /// What an answer claims that is not verified: no more of it than a refusal would keep.
    ///
    /// - Parameter secret: A text that is blotted out, such as a customer's openid.
    init(
        _ problem: VerificationProblem, of answer: HTTPAnswer, receivedAt now: Timestamp,
        hiding secret: String?
    ) {
        let error = ErrorAnswer(answer.body, limit: answer.body.count, hiding: secret)
        let dates = answer.values(of: "Date")
        self.init(
            problem, status: answer.status, code: error?.code, message: error?.message,
            keyID: answer.values(of: "Wechatpay-Serial").first,
            date: dates.count == 1 ? dates.first.flatMap(HTTPDate.moment) : nil, receivedAt: now)
    }
}
