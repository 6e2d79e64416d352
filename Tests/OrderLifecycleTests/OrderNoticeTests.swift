import OrderLifecycle
import Testing

/// What a notification shows is believed as far as it agrees with what it announces, and takes no
/// order back.
struct OrderNoticeTests {
    private static let inService = OrderSnapshot(
        state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(100))
    private static let created = OrderSnapshot(state: "CREATED")

    private static func awaitingPayment(paid: Int64) -> OrderSnapshot {
        OrderSnapshot(
            state: "DOING", stateDescription: "MCH_COMPLETE",
            collection: CollectionSnapshot(
                state: "USER_PAYING", totalAmount: .fen(3900), payingAmount: .fen(3900 - paid),
                paidAmount: .fen(paid)))
    }

    private static let done = OrderSnapshot(
        state: "DONE", collection: CollectionSnapshot(state: "USER_PAID", paidAmount: .fen(3900)))

    private static func phase(_ phase: OrderPhase) -> SnapshotInterpretation {
        .phase(phase, paidThrough: .untold)
    }

    static let rows: [(OrderNotice, OrderSnapshot, SnapshotInterpretation)] = [
        (.userConfirmed, inService, phase(.inService(riskFund: fen(100)))),
        (.userConfirmed, awaitingPayment(paid: 0), phase(awaiting(due: 3900))),
        (.userConfirmed, awaitingPayment(paid: 900), phase(awaiting(due: 3000, paid: 900))),
        // As WeChat's own sample of a confirmation is.
        (
            .userConfirmed,
            OrderSnapshot(state: "DONE", collection: CollectionSnapshot(state: "")),
            .indeterminate(.noticeDiffers)
        ),
        (.userConfirmed, created, .indeterminate(.noticeDiffers)),
        (.userConfirmed, OrderSnapshot(state: "REVOKED"), .indeterminate(.noticeDiffers)),
        (.userConfirmed, OrderSnapshot(state: "EXPIRED"), .indeterminate(.noticeDiffers)),
        (.userConfirmed, OrderSnapshot(state: "FROZEN"), .indeterminate(.stateUnknown)),
        (
            .userConfirmed,
            OrderSnapshot(state: "DOING", collection: CollectionSnapshot(state: "USER_PAID")),
            .indeterminate(.paidButOpen)
        ),
        (.userPaid, done, phase(.done(paid: fen(3900)))),
        (.userPaid, awaitingPayment(paid: 900), phase(awaiting(due: 3000, paid: 900))),
        (.userPaid, awaitingPayment(paid: 0), .indeterminate(.paidButOpen)),
        (.userPaid, inService, .indeterminate(.paidButOpen)),
        (.userPaid, created, .indeterminate(.paidButOpen)),
        (.userPaid, OrderSnapshot(state: "REVOKED"), .indeterminate(.paidButOpen)),
        (.userPaid, OrderSnapshot(state: nil), .indeterminate(.paidButOpen)),
    ]

    @Test(arguments: rows.indices)
    func `what is shown must agree with what is announced`(row: Int) {
        let (notice, snapshot, expected) = Self.rows[row]
        #expect(snapshot.interpretation(announcedAs: notice) == expected)
    }

    @Test(arguments: OrderKnowledgeTests.phases, OrderKnowledgeTests.phases)
    func `an old observation takes no order back and alarms no life`(
        known: OrderPhase, seen: OrderPhase
    ) throws {
        for isVerified in [true, false] {
            let knowledge = OrderKnowledge(.known(known), isVerified: isVerified)
            let finding = knowledge.finding(
                in: Self.phase(seen), isSigned: true, isCurrent: false)
            let after = try knowledge.following(finding, isSigned: true)
            switch known.relation(to: seen, paidThrough: .untold) {
            case .earlier:
                #expect(finding == .stale(seen.kind))
                #expect(after == knowledge)
            case .same: #expect(finding == .confirmed)
            case .later: #expect(after.state == .known(seen))
            case .contradiction(let contradiction):
                #expect(
                    finding
                        == (isVerified ? .contradiction(contradiction) : .event(.corrected(seen))))
            }
        }
    }

    @Test(arguments: OrderKnowledgeTests.phases)
    func `an old observation does not make clear what has become indeterminate since`(
        last: OrderPhase
    ) throws {
        for why in IndeterminateReason.allCases where why != .paidButOpen {
            let knowledge = OrderKnowledge(.indeterminate(why, last: last), isVerified: true)
            let finding = knowledge.finding(
                in: Self.phase(last), isSigned: true, isCurrent: false)
            #expect(finding == .stale(last.kind))
            #expect(
                knowledge.finding(in: Self.phase(last), isSigned: true) == .resolved)
        }
    }
}
