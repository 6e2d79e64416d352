import OrderEngine
import OrderJournal
import OrderLifecycle

/// How an exchange with WeChat ended, before the body is understood.
enum Exchange: Sendable {
    case verified(VerifiedAnswer)
    case unknown(UnknownAnswer)
    case notSent(UnreachableProvider)
}

extension Exchange {
    /// Judges what the transport brought.
    ///
    /// - Parameter secret: A text that is blotted out of what an unverified answer claims.
    init(
        _ outcome: TransportOutcome, verifiedBy verifier: AnswerVerifier, at now: Timestamp,
        hiding secret: String? = nil
    ) {
        switch outcome {
        case .answered(let answer):
            self.init(answer, verifiedBy: verifier, at: now, hiding: secret)
        case .notSent(let explanation): self = .notSent(.init(explanation: explanation))
        case .unknown(.timedOut): self = .unknown(.timedOut)
        case .unknown(.connectionLost): self = .unknown(.connectionLost)
        case .unknown(.redirected(let status)): self = .unknown(.redirected(status: status))
        case .unknown(.tooLarge): self = .unknown(.tooLarge)
        }
    }

    private init(
        _ answer: HTTPAnswer, verifiedBy verifier: AnswerVerifier, at now: Timestamp,
        hiding secret: String? = nil
    ) {
        func claim(_ problem: VerificationProblem) -> AnswerClaim {
            AnswerClaim(problem, of: answer, receivedAt: now, hiding: secret)
        }
        guard let headers = SignatureHeaders(answer.values(of:)) else {
            self = .unknown(.unverified(claim(.unsigned)))
            return
        }
        do {
            let signature = try verifier.verify(headers, body: answer.body, at: now)
            let requestID = answer.values(of: "Request-ID").first.map {
                WireText.visible($0, limit: 64)
            }
            self = .verified(
                VerifiedAnswer(
                    status: answer.status, body: answer.body,
                    requestID: requestID.flatMap { $0.isEmpty ? nil : $0 }, signature: signature))
        } catch {
            self = .unknown(.unverified(claim(error.problem)))
        }
    }
}
