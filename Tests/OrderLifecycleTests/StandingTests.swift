import OrderLifecycle
import Testing

/// What a view adds to what is known.
struct StandingTests {
    static let final: [OrderPhase] = [
        .done(paid: fen(5)), .done(paid: nil), .revoked, .expired,
    ]
    static let live: [OrderPhase] = [
        .created(riskFund: nil), .inService(riskFund: fen(1)), awaiting(due: 5000),
    ]

    @Test func `an order that was never seen is unclear`() {
        #expect(OrderStanding.unseen.code == "unclear")
        #expect(OrderStanding.unseen.phase == nil)
        #expect(OrderStanding.unseen.lastPhase == nil)
    }

    @Test(arguments: final + live)
    func `the first view adopts the order`(phase: OrderPhase) throws {
        let finding = OrderStanding.unseen.finding(in: .phase(phase, paidThrough: nil))
        #expect(finding == .event(.adopted(phase)))
        let standing = try OrderStanding.unseen.following(finding)
        #expect(standing == .clear(phase))
        #expect(standing.code == phase.kind.rawValue)
    }

    @Test(arguments: live, Unclarity.allCases.filter { $0 != .paidButOpen })
    func `a live order becomes unclear and clear again`(phase: OrderPhase, why: Unclarity) throws {
        let known = OrderStanding.clear(phase)
        let clouded = try known.following(known.finding(in: .unclear(why)))
        #expect(clouded == .unclear(why, last: phase))
        #expect(clouded.phase == nil)
        #expect(clouded.lastPhase == phase)
        let finding = clouded.finding(in: .phase(phase, paidThrough: nil))
        #expect(finding == .cleared)
        #expect(try clouded.following(finding) == known)
    }

    @Test(arguments: live + [nil], live)
    func `a payment that was seen is not undone by an older view`(
        known: OrderPhase?, seen: OrderPhase
    ) throws {
        let paid = OrderStanding.unclear(.paidButOpen, last: known)
        let finding = paid.finding(in: .phase(seen, paidThrough: nil))
        if case .event = finding { Issue.record("\(finding)") }
        #expect(finding != .cleared)
        #expect(try paid.following(finding) == paid)
    }

    @Test(arguments: Unclarity.allCases)
    func `a payment that was seen stays seen in a view that tells nothing`(why: Unclarity) throws {
        let paid = OrderStanding.unclear(.paidButOpen, last: awaiting(due: 5))
        #expect(try paid.following(paid.finding(in: .unclear(why))) == paid)
    }

    @Test func `after a payment that was seen, the end of the order is news`() throws {
        let paid = OrderStanding.unclear(.paidButOpen, last: awaiting(due: 5))
        for end in [OrderPhase.done(paid: nil), .revoked] {
            let finding = paid.finding(in: .phase(end, paidThrough: nil))
            #expect(try paid.following(finding).phase?.kind == end.kind, "\(finding)")
        }
    }

    @Test func `an unclear order goes on from the phase that was known`() throws {
        let clouded = OrderStanding.unclear(.stateUnknown, last: .created(riskFund: nil))
        let finding = clouded.finding(in: .phase(.inService(riskFund: nil), paidThrough: nil))
        #expect(finding == .event(.confirmed))
        #expect(try clouded.following(finding) == .clear(.inService(riskFund: nil)))
    }

    @Test func `an old view leaves an unclear order unclear`() throws {
        let clouded = OrderStanding.unclear(.stateUnknown, last: awaiting(due: 5))
        let finding = clouded.finding(in: .phase(.created(riskFund: nil), paidThrough: nil))
        #expect(finding == .stale(.created))
        #expect(try clouded.following(finding) == clouded)
    }

    @Test func `another reason for being unclear takes the place of the first`() throws {
        let clouded = OrderStanding.unclear(.stateUnknown, last: awaiting(due: 5))
        let finding = clouded.finding(in: .unclear(.amountsMissing))
        #expect(
            try clouded.following(finding)
                == .unclear(.amountsMissing, last: awaiting(due: 5)))
    }

    @Test(arguments: final, Unclarity.allCases)
    func `nothing that is unclear touches a final phase`(phase: OrderPhase, why: Unclarity) throws {
        let known = OrderStanding.clear(phase)
        #expect(try known.following(known.finding(in: .unclear(why))) == known)
    }

    @Test func `paid after it was revoked or had lapsed is a contradiction`() {
        let revoked = OrderStanding.clear(.revoked)
        #expect(
            revoked.finding(in: .unclear(.paidButOpen)) == .contradiction(.paidAfterRevoked))
        let expired = OrderStanding.clear(.expired)
        #expect(
            expired.finding(in: .unclear(.paidButOpen)) == .contradiction(.liveAfterExpired))
        #expect(revoked.finding(in: .unclear(.stateUnknown)) == .clouded(.stateUnknown))
    }

    @Test(
        arguments: [
            (OrderPhase.revoked, OrderPhase.done(paid: fen(5)), Contradiction.paidAfterRevoked),
            (.done(paid: nil), .revoked, .revokedAfterDone),
            (.expired, .inService(riskFund: nil), .liveAfterExpired),
            (.inService(riskFund: nil), .expired, .expiredAfterConfirmed),
            (.done(paid: fen(5)), .done(paid: fen(6)), .amountChanged),
        ])
    func `a contradiction is told and what is known stands`(
        known: OrderPhase, seen: OrderPhase, contradiction: Contradiction
    ) throws {
        let standing = OrderStanding.clear(known)
        let finding = standing.finding(in: .phase(seen, paidThrough: nil))
        #expect(finding == .contradiction(contradiction))
        #expect(try standing.following(finding) == standing)
    }

    @Test func `a view that shows the same confirms it`() throws {
        for phase in Self.final + Self.live {
            let standing = OrderStanding.clear(phase)
            let finding = standing.finding(in: .phase(phase, paidThrough: .weChat))
            #expect(finding == .confirmed)
            #expect(try standing.following(finding) == standing)
        }
    }

    @Test func `an event makes an unclear order clear, or is refused`() throws {
        let clouded = OrderStanding.unclear(.stateUnknown, last: .inService(riskFund: nil))
        #expect(try clouded.following(OrderEvent.revoked) == .clear(.revoked))
        #expect(
            throws: IllegalTransition(phase: .inService(riskFund: nil), event: .expired)
        ) { try clouded.following(OrderEvent.expired) }
        #expect(throws: IllegalTransition(phase: nil, event: .confirmed)) {
            try OrderStanding.unseen.following(OrderEvent.confirmed)
        }
    }

    @Test func `nothing is cleared of which nothing was known`() throws {
        #expect(try OrderStanding.unseen.following(ViewFinding.cleared) == .unseen)
    }
}
