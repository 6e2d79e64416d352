import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

/// Understands verified answers: whether they succeed, and whether they speak of what was asked.
struct AnswerReader: Sendable {
    let merchant: WeChatPayMerchant
    let sizeLimit: Int

    /// What becomes of an answer that is no success; `nil` if it is one.
    ///
    /// - Parameter secret: A text that is blotted out of WeChat's message.
    func failure<Value>(
        of answer: VerifiedAnswer, hiding secret: String? = nil
    ) -> ProviderAnswer<Value>? {
        if answer.status == 200 || answer.status == 204 { return nil }
        let error = ErrorAnswer(answer.body, limit: sizeLimit, hiding: secret)
        if answer.status >= 500 {
            return .unknown(.serverError(status: answer.status, code: error?.code))
        }
        guard answer.status >= 400 else {
            return .unknown(.unreadable("status \(answer.status) means nothing here"))
        }
        if answer.status == 429, error == nil {
            return .refused(
                Refusal(kind: .rateLimited, code: "", status: 429, message: ""),
                answer.evidence(excerpt: nil, hiding: secret))
        }
        guard let error else {
            return .unknown(.unreadable("status \(answer.status) without a code"))
        }
        guard let kind = error.kind(status: answer.status) else {
            return .unknown(.serverError(status: answer.status, code: error.code))
        }
        return .refused(
            Refusal(
                kind: kind, code: error.code, status: answer.status, message: error.message),
            answer.evidence(
                excerpt: EvidenceExcerpt.ofRefusal(code: error.code, message: error.message),
                hiding: secret))
    }

    /// Reads a query's success.
    func observation(in answer: VerifiedAnswer, of order: OutOrderNumber) -> ProviderAnswer<
        ProviderObservation
    > {
        if let failure: ProviderAnswer<ProviderObservation> = failure(of: answer) { return failure }
        do {
            let parsed = try parsed(in: answer, of: order)
            return .accepted(
                ProviderObservation(snapshot: parsed.snapshot, identity: parsed.identity),
                answer.evidence(excerpt: parsed.excerpt))
        } catch {
            return .unknown(.unreadable(error.explanation))
        }
    }

    /// Reads the success of a query that names no order: the answer names it.
    ///
    /// - Parameter secret: A text that is blotted out of WeChat's message.
    func foundOrder(
        in answer: VerifiedAnswer, hiding secret: String
    ) -> ProviderAnswer<FoundOrder> {
        if let failure: ProviderAnswer<FoundOrder> = failure(of: answer, hiding: secret) {
            return failure
        }
        do throws(Unreadable) {
            let parsed = try parsed(in: answer)
            guard let order = parsed.order else {
                throw Unreadable(explanation: "the answer speaks of no order")
            }
            return .accepted(
                FoundOrder(
                    order: order,
                    observation: ProviderObservation(
                        snapshot: parsed.snapshot, identity: parsed.identity)),
                answer.evidence(excerpt: parsed.excerpt))
        } catch {
            return .unknown(.unreadable(error.explanation))
        }
    }

    /// Reads a call's success.
    func receipt(
        in answer: VerifiedAnswer, for request: ProviderRequest
    ) -> ProviderAnswer<ProviderReceipt> {
        if let failure: ProviderAnswer<ProviderReceipt> =
            failure(of: answer, hiding: request.message.openID?.text)
        {
            return failure
        }
        // Its signature is over an empty body.
        guard answer.status != 204 else {
            return .unknown(.unreadable("status 204 where an order was expected"))
        }
        do {
            let parsed = try parsed(in: answer, of: request.order)
            try check(parsed, provesSuccessOf: request)
            return .accepted(
                ProviderReceipt(
                    snapshot: parsed.snapshot.state == nil ? nil : parsed.snapshot,
                    identity: parsed.identity, package: parsed.package),
                answer.evidence(excerpt: parsed.excerpt))
        } catch {
            return .unknown(.unreadable(error.explanation))
        }
    }

    private struct Unreadable: Error {
        let explanation: String
    }

    /// Refuses an answer that is signed and of status 200, but does not say of this order that the
    /// call succeeded.
    private func check(
        _ parsed: ParsedOrder, provesSuccessOf request: ProviderRequest
    ) throws(Unreadable) {
        let wire = request.call.kind.wire
        if let member = wire.proof.missing(in: parsed, to: request, of: merchant) {
            throw Unreadable(explanation: "the answer's \(member.rawValue) proves no success")
        }
        guard wire.isPossible(parsed.snapshot, after: request.call) else {
            throw Unreadable(explanation: "the answer shows the order where no success leaves it")
        }
    }

    private func parsed(
        in answer: VerifiedAnswer, of order: OutOrderNumber
    ) throws(Unreadable) -> ParsedOrder {
        let parsed = try parsed(in: answer)
        guard parsed.order == order else {
            throw Unreadable(explanation: "the answer speaks of another order or of none")
        }
        return parsed
    }

    /// Reads an order that belongs to this merchant, application and service.
    private func parsed(in answer: VerifiedAnswer) throws(Unreadable) -> ParsedOrder {
        let parsed: ParsedOrder
        do {
            let value = try JSONValue.read(answer.body, limit: sizeLimit)
            parsed = try SnapshotReader.read(value)
        } catch let problem as JSONProblem {
            throw Unreadable(explanation: problem.description)
        } catch let problem as ParsedOrderProblem {
            throw Unreadable(explanation: "\(problem.pointer) \(problem.explanation)")
        } catch {
            throw Unreadable(explanation: "the answer is not understood")
        }
        let identity = parsed.identity
        guard (identity.merchantID ?? merchant.merchantID) == merchant.merchantID,
            (identity.appID ?? merchant.appID) == merchant.appID,
            (identity.serviceID ?? merchant.serviceID) == merchant.serviceID
        else {
            throw Unreadable(
                explanation: "the answer speaks of another merchant, application or service")
        }
        return parsed
    }
}
