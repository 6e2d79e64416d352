import OrderEngine

extension WeChatPayProvider {
    /// Fetches Pay Score's own bill (`GET /v3/payscore/merchant-bill`), opens it and verifies it.
    ///
    /// WeChat signs the list of the parts, with the hash of each. The download of a part is not
    /// signed: only a part that its key opens and that has its hash is taken. Parts are downloaded
    /// only from where every request goes, and no redirect is followed.
    ///
    ///     let bill = try await provider.fetchMerchantBill(of: BillDate("2026-11-29"))
    ///     try Data(bill.content).write(to: file)
    ///
    /// - Parameter date: A day or an hour of the last three months.
    /// - Throws: ``WeChatPayError``: `bill_unavailable` if WeChat gives no bill, or no verified
    ///   answer; `bill_altered` if a part is not what WeChat signed, or is too large.
    public func fetchMerchantBill(of date: BillDate) async throws(WeChatPayError) -> MerchantBill {
        var content: [UInt8] = []
        let parts = try await billParts(of: date)
        for part in parts {
            let sealed = try await download(part)
            content += try part.content(
                of: sealed, openedWith: settings.merchant.privateKey,
                limit: MerchantBill.sizeLimit - content.count)
        }
        return MerchantBill(date: date, parts: parts.count, content: content)
    }

    private func billParts(of date: BillDate) async throws(WeChatPayError) -> [BillPart] {
        let target = PayScoreTarget.merchantBill(of: date, settings.merchant)
        switch await exchange(target.message([])) {
        case .verified(let answer) where answer.status == 200:
            return try BillPart.list(
                in: answer.body, limit: settings.limits.answerBytes, from: settings.endpoint)
        case .verified(let answer):
            let error = ErrorAnswer(answer.body, limit: settings.limits.answerBytes)
            let words = [error?.code, error?.message].compactMap(\.self).joined(separator: " ")
            throw BillPart.unavailable("WeChat answered \(answer.status) \(words)")
        case .unknown(let cause): throw BillPart.unavailable("no verified answer: \(cause)")
        case .notSent(let failure): throw BillPart.unavailable(failure.explanation)
        }
    }

    private func download(_ part: BillPart) async throws(WeChatPayError) -> [UInt8] {
        let message = RequestMessage(method: "GET", path: part.target, body: [])
        let outcome = await transport.exchange(
            method: message.method, url: part.base.text + message.path,
            headers: try headers(for: message), body: [], limit: MerchantBill.partLimit)
        switch outcome {
        case .answered(let answer) where answer.status == 200: return answer.body
        case .answered(let answer):
            throw BillPart.unavailable("the download of a part is answered \(answer.status)")
        case .unknown(.tooLarge):
            throw BillPart.unavailable("a part has more than \(MerchantBill.partLimit) bytes")
        case .unknown(.redirected):
            throw BillPart.unavailable("the download of a part is redirected, never followed")
        case .unknown(.timedOut):
            throw BillPart.unavailable("the download of a part did not end in time")
        case .unknown(.connectionLost):
            throw BillPart.unavailable("the connection ended before the download of a part did")
        case .notSent(let explanation): throw BillPart.unavailable(explanation)
        }
    }
}
