import OrderLifecycle

extension RecordContent {
    /// The code of what happened, as records write it.
    public var event: String {
        switch self {
        case .order(let fact): fact.event
        case .attempt(let fact): fact.event
        case .authorization(let fact): fact.event
        case .journal(let fact): fact.event
        }
    }

    /// What the record says beyond its code; absent where there is nothing more.
    var detail: Detail? {
        let detail: Detail =
            switch self {
            case .order(let fact): fact.detail
            case .attempt(let fact): fact.detail
            case .authorization(let fact): fact.detail
            case .journal(let fact): fact.detail
            }
        return detail.text.isEmpty ? nil : detail
    }
}

extension OrderFact {
    fileprivate var event: String {
        switch self {
        case .happened(let event, _, let outside): outside?.kind.rawValue ?? event.kind.rawValue
        case .observed(.event(let event), _): event.kind.rawValue
        case .observed(.confirmed, _): "observation_confirmed"
        case .observed(.resolved, _): "observation_resolved"
        case .observed(.indeterminate, _): "observation_indeterminate"
        case .observed(.stale, _): "observation_stale"
        case .observed(.contradiction, _): "observation_contradiction"
        case .identified: "identified"
        case .decided: "decided"
        case .permitIssued: "permit_issued"
        case .protected: "protected"
        case .unprotected: "unprotected"
        case .noted: "noted"
        case .alarmAcknowledged: "alarm_acknowledged"
        case .notified: "notified"
        case .approval(let fact): fact.event
        }
    }

    fileprivate var detail: Detail {
        switch self {
        case .happened(let event, let isSigned, let outside):
            event.detail.adding(outside?.detail(of: event)).adding(Detail(isSigned: isSigned))
        case .observed(let outcome, let isSigned):
            outcome.detail.adding(Detail(isSigned: isSigned))
        case .identified(let identity): identity.detail
        case .decided(let details): details.detail
        case .permitIssued(let details): details.detail
        case .protected, .unprotected: Detail([:])
        case .noted(let note):
            Detail(["about": String(note.about), "stance": note.stance.rawValue])
        case .alarmAcknowledged(let revision): Detail(["about": String(revision)])
        case .notified(let details): details.detail
        case .approval(let fact): fact.detail
        }
    }
}

extension AttemptFact {
    fileprivate var event: String {
        switch self {
        case .intended: "intended"
        case .dispatched: "dispatched"
        case .deferred: "deferred"
        case .settled: "settled"
        case .parked: "parked"
        case .appliedLate: "applied_late"
        }
    }

    fileprivate var detail: Detail {
        switch self {
        case .intended(let details): details.detail
        case .dispatched(let attempt, let count):
            Detail(["attempt": attempt.text, "count": String(count)])
        case .deferred(let details): details.detail
        case .settled(let details): details.detail
        case .parked(let attempt), .appliedLate(let attempt): Detail(["attempt": attempt.text])
        }
    }
}

extension JournalFact {
    fileprivate var event: String {
        switch self {
        case .begun: "begun"
        case .velocityLimitTripped: "velocity_limit_tripped"
        case .velocityLimitReset: "velocity_limit_reset"
        case .policyChanged: "policy_changed"
        case .keyAdded: "key_added"
        case .swept: "swept"
        case .resumed: "resumed"
        case .notified: "notified"
        case .customerForgotten: "customer_forgotten"
        }
    }

    fileprivate var detail: Detail {
        switch self {
        case .begun(let details):
            Detail(["identity": details.identity.text, "mchid": details.merchant.text])
        case .policyChanged(let details): details.detail
        case .keyAdded(let publicKey): Detail(["public_key": publicKey])
        case .swept(let details): details.detail
        case .resumed(let details): details.detail
        case .notified(let details): details.detail
        case .customerForgotten(let customer): Detail(["customer": customer.text])
        case .velocityLimitTripped, .velocityLimitReset: Detail([:])
        }
    }
}

extension ObservationOutcome {
    fileprivate var detail: Detail {
        switch self {
        case .event(let event): event.detail
        case .indeterminate(let why): Detail(["why": why.rawValue])
        case .stale(let phase): Detail(["seen": phase.rawValue])
        case .contradiction(let contradiction):
            Detail(["contradiction": contradiction.rawValue])
        case .confirmed, .resolved: Detail([:])
        }
    }
}

extension Detail {
    /// Says only where WeChat's signature does not stand behind an observation.
    fileprivate init(isSigned: Bool) {
        self.init(["verified": isSigned ? nil : "no"])
    }
}

extension OutsideChange {
    /// By what event the change showed, and what was lost.
    fileprivate func detail(of event: OrderEvent) -> Detail {
        let (lost, upTo): (String?, String?) =
            switch loss {
            case .nothing: (nil, nil)
            case .exactly(let amount): (amount.decimal, nil)
            case .upTo(let amount): (nil, amount?.decimal ?? "unknown")
            }
        return Detail(["change": event.kind.rawValue, "lost": lost, "lost_up_to": upTo])
    }
}

extension OrderEvent {
    fileprivate var detail: Detail {
        switch self {
        case .created(let mode, let fund):
            Detail(["mode": mode.rawValue, "risk_fund": fund?.decimal])
        case .adopted(let phase, let payments), .advanced(let phase, let payments),
            .corrected(let phase, let payments):
            Detail(["phase": StateText.text(phase), "transaction_id": Self.text(payments)])
        case .completed(let due): Detail(["due": due.decimal])
        case .reduced(let total): Detail(["total": total.decimal])
        case .partlyPaid(let paid, let payments):
            Detail(["paid": paid.decimal, "transaction_id": Self.text(payments)])
        case .paid(let paid, let route, let payments):
            Detail([
                "paid": paid?.decimal, "through": route?.rawValue,
                "transaction_id": Self.text(payments),
            ])
        case .confirmed, .completedWithoutCharge, .revoked, .expired: Detail([:])
        }
    }

    private static func text(_ payments: [TransactionID]) -> String? {
        payments.isEmpty ? nil : payments.map(\.text).joined(separator: " ")
    }
}

extension OrderIdentity {
    fileprivate var detail: Detail {
        Detail([
            "mchid": merchantID?.text, "appid": appID?.text, "service_id": serviceID?.text,
            "order_id": orderID?.text,
        ])
    }
}

extension DecisionDetails {
    fileprivate var detail: Detail {
        Detail([
            "call": call.rawValue,
            "total": total?.decimal,
            "paid_at": paidAt?.decimal,
            "decision": code.rawValue,
            "phase_revision": String(stateRevision),
            "policy": policy.hex,
            "reasons": reasons.isEmpty ? nil : reasons.joined(separator: ","),
            "notice": notice,
            "problem": problem,
            "pointer": pointer,
            "permit": tried?.permit.hex,
            "stated": tried?.atStake.decimal,
            "acknowledged_by": tried?.acknowledgedBy.name.text,
            "acknowledger_identified_by": tried?.acknowledgedBy.identification.text,
            "dry_run": isDryRun ? "yes" : nil,
        ]).adding(loss?.detail)
    }
}

extension PermitDetails {
    fileprivate var detail: Detail {
        Detail([
            "permit": digest.hex,
            "phase_revision": String(terms.revision),
            "expires_at": terms.expiresAt.decimal,
            "lasts": String(terms.lifetime.milliseconds),
        ]).adding(terms.call.detail).adding(terms.loss.detail)
    }
}

extension IntentDetails {
    fileprivate var detail: Detail {
        Detail([
            "attempt": attempt.text,
            "request_sha256": requestDigest.hex,
            "permit": consent?.permit.hex,
            "given_up": consent?.givenUp.decimal,
            "requested_by": consent?.requestedBy.name.text,
            "requester_identified_by": consent?.requestedBy.identification.text,
            "acknowledged_by": consent?.acknowledgedBy.name.text,
            "acknowledger_identified_by": consent?.acknowledgedBy.identification.text,
            "also_acknowledged_by": consent?.alsoAcknowledgedBy?.name.text,
            "also_identified_by": consent?.alsoAcknowledgedBy?.identification.text,
            "acknowledged_until": consent?.until.decimal,
            "approval": approval?.text,
            "customer": customer?.text,
        ]).adding(call.detail)
    }
}

extension AttemptedCall {
    fileprivate var detail: Detail {
        switch self {
        case .order(let call): call.detail
        case .authorization(let call): Detail(["call": call.rawValue])
        }
    }
}

extension OrderCall {
    var detail: Detail {
        let terms = terms
        return Detail([
            "call": kind.rawValue, "total": terms.total?.decimal,
            "mode": terms.mode?.rawValue, "risk_fund": terms.riskFund?.decimal,
            "paid_at": terms.paidAt?.decimal,
        ])
    }
}

extension DeferralDetails {
    fileprivate var detail: Detail {
        Detail([
            "attempt": attempt.text,
            "why": why,
            "uncertainty": uncertainty.rawValue,
            "last_sent_at": lastSentAt.decimal,
            "next_at": nextAt.decimal,
            "refusal": refusal?.kind.rawValue,
            "code": refusal?.code,
            "status": refusal.map { String($0.status) },
            "message": refusal?.message,
        ]).adding(claim?.detail)
    }
}

extension AnswerClaim {
    /// Every line that repeats what nobody has verified says so in its name.
    fileprivate var detail: Detail {
        Detail([
            "unverified_because": problem.rawValue,
            "unverified_status": String(status),
            "unverified_code": code,
            "unverified_message": message,
            "unverified_key": keyID,
            "unverified_date": date?.decimal,
            "received_at": receivedAt?.decimal,
        ])
    }
}

extension PolicyDetails {
    /// The policy's own lines stand below.
    fileprivate var detail: Detail {
        Detail(["policy": digest.hex, "previous": previous?.hex]).adding(Detail(text: text))
    }
}

extension SweepDetails {
    fileprivate var detail: Detail {
        Detail([
            "sweep": sweep.text,
            "began_at": String(beganAt.milliseconds),
            "asked": String(asked),
            "differed": String(differed),
            "failed": String(failed),
            "unknown": String(unknown),
            "resumed_from": resumedFrom,
        ])
    }
}

extension ResumptionDetails {
    fileprivate var detail: Detail {
        Detail([
            "loss": loss.rawValue,
            "epoch": String(epoch),
            "found": String(found),
            "known": known.map { String($0) },
            "known_root": knownRoot?.hex,
        ])
    }
}

extension SettlementDetails {
    fileprivate var detail: Detail {
        let refusal: Refusal? =
            switch outcome {
            case .applied, .notApplied, .unproven: nil
            case .refused(let refusal): refusal
            }
        return Detail([
            "attempt": attempt.text,
            "call": call.rawValue,
            "outcome": outcome.code,
            "uncertainty": uncertainty?.rawValue,
            "why": why,
            "refusal": refusal?.kind.rawValue,
            "code": refusal?.code,
            "status": refusal.map { String($0.status) },
            "message": refusal?.message,
        ])
    }
}

extension Loss {
    var detail: Detail {
        Detail([
            "hazards": hazards.map(\.rawValue).joined(separator: ","),
            "at_stake": atStake.decimal,
            "already_paid": alreadyPaid > .zero ? alreadyPaid.decimal : nil,
        ])
    }
}

extension Amount {
    var decimal: String { String(fen) }
}

extension Timestamp {
    var decimal: String { String(milliseconds) }
}
