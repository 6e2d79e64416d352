import OrderEngineTesting
import OrderLifecycle

@testable import OrderJournal

extension InMemoryJournal {
    /// A journal that has its first record.
    static func begun() -> InMemoryJournal {
        let journal = InMemoryJournal()
        do { try journal.tamper { try $0.begin() } } catch { fatalError("\(error)") }
        return journal
    }
}

/// Values of the tests of records and seals.
enum Sample {
    static let key = [UInt8](0..<32)
    static let caller = caller("wang", "cli")
    static let number = order("A-1")
    /// A policy with a guard that has the name of a line of the record's own.
    static let sweep = SweepDetails(
        sweep: SweepID(randomBytes: Array(1...10)), beganAt: at(1), asked: 12, differed: 3,
        failed: 1, unknown: 2)
    static let resumedSweep = SweepDetails(
        sweep: SweepID(randomBytes: Array(1...10)), beganAt: at(1), asked: 0, differed: 0,
        failed: 0, unknown: 0, resumedFrom: "in_service.ORDER-17")
    static let policy = PolicyDetails("rules=1.1\nprevious=x\nquiescence=600000", previous: nil)
    static let digest = Digest32.of("token".utf8)
    static let notification = NotificationDetails(
        NotificationID(checked: "fe1c7a3c-notice-1"),
        type: NotificationType(checked: "PAYSCORE.USER_PAID"), content: digest)
    static let body = Array(#"{"reason":"用户投诉"}"#.utf8)

    static func caller(_ name: String, _ channel: String) -> Caller {
        do {
            return Caller(actor: try ActorName(name), channel: try CallerChannel(channel))
        } catch { fatalError("\(name), \(channel): \(error)") }
    }

    static func order(_ text: String) -> OutOrderNumber {
        do { return try OutOrderNumber(text) } catch { fatalError("\(text): \(error)") }
    }

    static func fen(_ fen: Int64) -> Amount {
        do { return try Amount(fen: fen) } catch { fatalError("\(fen) fen: \(error)") }
    }

    static func at(_ milliseconds: Int64) -> Timestamp {
        Timestamp(clamping: 1_800_000_000_000 + milliseconds)
    }

    static func permit(
        of order: OutOrderNumber, revision: Int64, loss: Loss, expiresAt: Timestamp,
        lifetime: Duration = Permit.standardLifetime
    ) -> Permit {
        do {
            return try Permit(
                order: order, call: .cancel, revision: revision, loss: loss,
                requestedBy: caller.identifiedActor, expiresAt: expiresAt, lifetime: lifetime)
        } catch { fatalError("\(lifetime): \(error)") }
    }

    static func awaiting(due: Int64, paid: Int64 = 0) -> OrderPhase {
        guard let pending = PendingCollection(due: fen(due), paid: fen(paid)) else {
            fatalError("due \(due), paid \(paid)")
        }
        return .awaitingPayment(pending)
    }

    static func loss(_ atStake: Int64, paid: Int64 = 0) -> Loss {
        let hazards: [Hazard] =
            paid > 0 ? [.collectionAbandoned, .partlyPaid] : [.collectionAbandoned]
        guard let loss = Loss(hazards, atStake: fen(atStake), alreadyPaid: fen(paid)) else {
            fatalError("at stake \(atStake)")
        }
        return loss
    }

    static let tried = TriedConsent(
        permit: digest, atStake: fen(5000), acknowledgedBy: caller.identifiedActor)

    static let refusal = Refusal(
        kind: .rateLimited, code: "FREQUENCY_LIMITED", status: 429, message: "频率过高，请稍后")

    static func intent(_ name: String, permit: Digest32? = nil) -> IntentDetails {
        IntentDetails(
            attempt: AttemptID(name), call: .cancel, requestDigest: Digest32.of(body),
            consent: permit.map {
                ConsentDetails(
                    permit: $0, givenUp: fen(5000), requestedBy: caller.identifiedActor,
                    acknowledgedBy: caller.identifiedActor, until: at(600_000))
            })
    }

    /// The records of an order that was cancelled after its answer had been lost, in order.
    static func life(of number: OutOrderNumber) -> [RecordContent] {
        let attempt = AttemptID("att_" + number.text)
        let permit = Digest32.of(number.text.utf8)
        return [
            .order(.happened(.created(.confirm, riskFund: fen(4900)))),
            .order(.identified(OrderIdentity(merchantID: try? MerchantID("1230000109")))),
            .order(.observed(.confirmed)),
            .order(.happened(.confirmed)),
            .order(.happened(.completed(due: fen(5000)))),
            .order(
                .decided(
                    DecisionDetails(
                        code: .needsAcknowledgement, loss: loss(5000), stateRevision: 5,
                        policy: policy.digest, call: .cancel))),
            .order(
                .permitIssued(
                    PermitDetails(
                        digest: permit,
                        terms: Sample.permit(
                            of: number, revision: 5, loss: loss(5000), expiresAt: at(600_000))))),
            .attempt(.intended(intent(attempt.text, permit: permit))),
            .attempt(
                .deferred(
                    DeferralDetails(
                        attempt: attempt, why: "timed_out", uncertainty: .unknown, refusal: nil,
                        lastSentAt: at(20), nextAt: at(300_000)))),
            .order(.observed(.indeterminate(.stateUnknown))),
            .order(.observed(.resolved)),
            .attempt(.dispatched(attempt, count: 2)),
            .order(.observed(.event(.revoked))),
            .attempt(
                .settled(
                    SettlementDetails(attempt: attempt, call: .cancel, outcome: .applied(.found)))),
        ]
    }

    /// A draft with an actor, a cause and, where it is an intent, its bytes.
    static func draft(
        _ subject: Subject, _ content: RecordContent, at time: Int64 = 0
    ) -> RecordDraft {
        var draft = RecordDraft(
            subject, content, cause: Cause(.call, id: "req-1"), caller: caller, origin: .sample,
            at: at(time))
        if case .attempt(.intended) = content {
            draft.request = body
            draft.reason = "用户投诉"
            draft.rules = .v1_1
        }
        if case .order(.observed) = content {
            draft.evidence = Evidence(
                excerpt: #"{"state":"DOING"}"#, bodyDigest: Digest32.of(body).hex,
                requestID: "0895", signedBy: "PUB_KEY_ID_01", signedAt: at(time))
        }
        return draft
    }
}
