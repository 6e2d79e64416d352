import CReference
import Foundation
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import WeChatPay

/// What sample records say beside the change itself: who, what caused it, and what it rests on.
struct Circumstances: Sendable {
    let cause: Cause
    let caller: Caller
    let evidence: Evidence

    /// A change that WeChat notified us of, with an order as this answer shows it.
    static func notification(
        showing answer: [UInt8] = QueryAnswer.awaitingPayment
    ) throws -> Circumstances {
        let body = try WeChatOrderJSON.read(answer).evidence
        return Circumstances(
            cause: Cause(.notification, id: "5c7bd2d9-3f5e-5b0e-a6a6-2f5d8a9f6c11"),
            caller: try caller(),
            evidence: Evidence(
                excerpt: body.excerpt, bodyDigest: body.bodyDigest,
                requestID: "08F78BB5AF0610D302189F8A9E0220BCDBC63A28A6B5F0-268503786",
                signedBy: "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
                signedAt: try Timestamp(milliseconds: 1_769_850_000_000)))
    }

    /// An order that is taken over, from the answer that the merchant's own code was given.
    static func takeover() throws -> Circumstances {
        Circumstances(
            cause: Cause(.import), caller: try caller(),
            evidence: try WeChatOrderJSON.read(QueryAnswer.awaitingPayment).evidence)
    }

    private static func caller() throws -> Caller {
        Caller(actor: try ActorName("order-service"), channel: try CallerChannel("order-service"))
    }

    /// A record of a change.
    func draft(
        of order: OutOrderNumber, _ event: OrderEvent, at time: Timestamp
    ) -> RecordDraft {
        RecordDraft(
            .order(order), .order(.happened(event)), cause: cause, caller: caller, origin: .sample,
            at: time,
            evidence: evidence)
    }
}

/// The same for the reference in C.
final class ReferenceCircumstances {
    var values: reference_circumstances
    private var copies: [UnsafeMutablePointer<CChar>] = []

    init(_ circumstances: Circumstances) {
        values = reference_circumstances()
        values.provider_at = circumstances.evidence.signedAt?.milliseconds ?? -1
        values.cause = kept(circumstances.cause.kind.rawValue)
        values.cause_id = kept(circumstances.cause.id)
        values.actor = kept(circumstances.caller.actor.text)
        values.identified_by = kept(circumstances.caller.identification.text)
        values.channel = kept(circumstances.caller.channel.text)
        values.host = kept(ProcessOrigin.sample.host)
        values.system_user = kept(ProcessOrigin.sample.systemUser)
        values.body_digest = kept(circumstances.evidence.bodyDigest)
        values.request_id = kept(circumstances.evidence.requestID)
        values.signed_by = kept(circumstances.evidence.signedBy)
        values.excerpt = kept(circumstances.evidence.excerpt)
    }

    deinit {
        for copy in copies { free(copy) }
    }

    private func kept(_ text: String?) -> UnsafePointer<CChar>? {
        guard let text, let copy = strdup(text) else { return nil }
        copies.append(copy)
        return UnsafePointer(copy)
    }
}
