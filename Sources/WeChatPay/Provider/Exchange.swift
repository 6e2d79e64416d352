import OrderEngine
import OrderLifecycle

/// How an exchange with WeChat ended, before the body is understood.
enum Exchange: Sendable {
    case verified(VerifiedAnswer)
    case unknown(UnknownAnswer)
    case notSent(UnreachableProvider)
}

extension Exchange {
    /// Judges what the transport brought.
    init(
        _ outcome: TransportOutcome, verifiedBy verifier: AnswerVerifier, at now: Timestamp
    ) {
        switch outcome {
        case .answered(let answer): self.init(answer, verifiedBy: verifier, at: now)
        case .notSent(let explanation): self = .notSent(.init(explanation: explanation))
        case .unknown(.timedOut): self = .unknown(.timedOut)
        case .unknown(.connectionLost): self = .unknown(.connectionLost)
        case .unknown(.redirected(let status)): self = .unknown(.redirected(status: status))
        case .unknown(.tooLarge): self = .unknown(.tooLarge)
        }
    }

    private init(
        _ answer: HTTPAnswer, verifiedBy verifier: AnswerVerifier, at now: Timestamp
    ) {
        guard let headers = SignatureHeaders(answer.values(of:)) else {
            self = .unknown(.unsigned(status: answer.status))
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
            self = .unknown(.unverified(status: answer.status, error.problem))
        }
    }
}
