import OrderEngine
import OrderLifecycle

/// A call that a body asks for.
struct CallWish: Sendable {
    let content: Content
    let consent: Consent?
    let dryRun: Bool

    /// What the merchant brings for the call.
    enum Content: Sendable {
        case create([UInt8])
        case createCompleted([UInt8])
        case complete([UInt8])
        case modify([UInt8])
        case collect
        case reportPaid(Timestamp, OperatorReason?)
        case cancel(CancelReason)
    }

    /// Reads a call.
    ///
    /// Who acknowledges is the principal, never a name in the body.
    init(
        _ kind: OrderCall.Kind, _ members: BodyMembers, on order: OutOrderNumber,
        by principal: Principal, known identification: ActorIdentification
    ) throws {
        try members.check(Self.members(of: kind))
        content =
            switch kind {
            // The path says which order it is, and a body that says another is refused.
            case .create: .create(try members.json("body", naming: order))
            case .createCompleted: .createCompleted(try members.json("body", naming: order))
            case .complete: .complete(try members.json("body"))
            case .modify: .modify(try members.json("body"))
            case .collect: .collect
            case .reportPaid:
                .reportPaid(
                    try Timestamp(beijing: members.text("paid_at")),
                    try members.optionalText("reason").map { try OperatorReason($0) })
            case .cancel:
                // The adapter knows which of WeChat's limits the merchant chose.
                .cancel(
                    try CancelReason(members.text("reason"), limit: CancelReason.newerLimit))
            }
        dryRun = try members.flag("dry_run")
        consent = try Self.consent(in: members, by: principal, known: identification)
    }

    private static func members(of kind: OrderCall.Kind) -> Set<String> {
        switch kind {
        case .create, .createCompleted, .complete: ["call", "body"]
        case .modify: ["call", "body", "consent", "dry_run"]
        case .collect: ["call"]
        case .reportPaid: ["call", "paid_at", "reason", "consent", "dry_run"]
        case .cancel: ["call", "reason", "consent", "dry_run"]
        }
    }

    private static func consent(
        in members: BodyMembers, by principal: Principal, known identification: ActorIdentification
    ) throws -> Consent? {
        guard let given = try members.object("consent", known: ["permit", "at_stake_fen"]) else {
            return nil
        }
        guard principal.roles.contains(where: \.mayAcknowledge) else {
            throw ServiceProblem.access(.consentNotPermitted)
        }
        return Consent(
            token: PermitToken(try given.text("permit")),
            atStake: try given.amount("at_stake_fen"), by: principal.name,
            identification: identification)
    }
}
