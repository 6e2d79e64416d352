import OrderLifecycle

extension ApprovalFact {
    /// The code of what happened, as records write it.
    var event: String {
        switch self {
        case .requested: "approval_requested"
        case .acknowledged: "approval_acknowledged"
        case .sentBack: "approval_sent_back"
        case .ended(_, let end): Self.event(end)
        }
    }

    /// Every code.
    static let events =
        ["approval_requested", "approval_acknowledged", "approval_sent_back"]
        + ApprovalEnd.allCases.map { event($0) }

    /// The code of an end.
    static func event(_ end: ApprovalEnd) -> String { "approval_\(end.rawValue)" }

    /// What the record says beyond its code.
    var detail: Detail {
        let name = Detail(["approval": id.text])
        return switch self {
        case .requested(let details): name.adding(details.detail)
        case .acknowledged(_, let amount, let person):
            name.adding(
                Detail([
                    "stated": amount.decimal, "acknowledged_by": person.name.text,
                    "acknowledger_identified_by": person.identification.text,
                ]))
        case .sentBack(_, let loss): name.adding(loss?.detail)
        case .ended: name
        }
    }
}

extension ApprovalDetails {
    fileprivate var detail: Detail {
        Detail([
            "request_sha256": requestDigest.hex,
            "expires_at": terms.expiresAt.decimal,
            "lasts": String(terms.lifetime.milliseconds),
            "held_until": terms.heldUntil?.decimal,
        ]).adding(terms.call.detail).adding(terms.loss?.detail)
    }
}
