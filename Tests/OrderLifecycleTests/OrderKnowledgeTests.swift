import OrderLifecycle
import Testing

/// WeChat's signed word against what nobody's signature stands behind.
struct OrderKnowledgeTests {
    private static let service = OrderPhase.inService(riskFund: fen(100))
    private static let bill = awaiting(due: 5000)
    static let phases: [OrderPhase] = [
        .created(riskFund: fen(100)), service, bill, awaiting(due: 3000, paid: 2000),
        .done(paid: fen(5000)), .revoked, .expired,
    ]

    private func signed(_ phase: OrderPhase) -> OrderKnowledge {
        OrderKnowledge(.known(phase), isVerified: true)
    }

    private func claimed(_ phase: OrderPhase) -> OrderKnowledge {
        OrderKnowledge(.known(phase), isVerified: false)
    }

    private func interpretation(_ phase: OrderPhase) -> SnapshotInterpretation {
        .phase(phase, paidThrough: .untold)
    }

    @Test func `WeChat's word on an order that was only claimed names the payments`() throws {
        let payments = [try TransactionID("T-1")]
        let paid = SnapshotInterpretation.phase(
            .done(paid: fen(5000)), paidThrough: PaymentSource(.weChat, transactionIDs: payments))
        #expect(
            claimed(.revoked).finding(in: paid, isSigned: true)
                == .event(.corrected(.done(paid: fen(5000)), transactionIDs: payments)))
        #expect(
            OrderKnowledge(.unseen, isVerified: false).finding(in: paid, isSigned: true)
                == .event(.adopted(.done(paid: fen(5000)), transactionIDs: payments)))
    }

    @Test(arguments: phases)
    func `no claim moves what is signed`(known: OrderPhase) throws {
        let readings =
            Self.phases.map(interpretation)
            + IndeterminateReason.allCases.map(SnapshotInterpretation.indeterminate)
        for state in [OrderState.known(known), .indeterminate(.stateUnknown, last: known)] {
            let knowledge = OrderKnowledge(state, isVerified: true)
            for interpretation in readings {
                let finding = knowledge.finding(in: interpretation, isSigned: false)
                #expect(try knowledge.following(finding, isSigned: false) == knowledge)
            }
            for event in [OrderEvent.advanced(.done(paid: nil)), .revoked, .corrected(.revoked)] {
                #expect(throws: IllegalTransition.self) {
                    try knowledge.following(event, isSigned: false)
                }
            }
        }
    }

    @Test func `a claim that says otherwise than what is signed is told`() {
        let known = signed(Self.service)
        for claim in [Self.bill, .done(paid: nil), .revoked, .expired] {
            #expect(
                known.finding(in: interpretation(claim), isSigned: false)
                    == .contradiction(.unverifiedDiffers))
        }
        #expect(known.finding(in: interpretation(Self.service), isSigned: false) == .confirmed)
        #expect(
            known.finding(in: interpretation(.created(riskFund: nil)), isSigned: false)
                == .stale(.created))
        let paid = OrderKnowledge(.indeterminate(.paidButOpen, last: Self.bill), isVerified: true)
        #expect(
            paid.finding(in: interpretation(.revoked), isSigned: false)
                == .contradiction(.unverifiedDiffers))
    }

    @Test(arguments: phases)
    func `the next signed observation decides, whatever was claimed`(claim: OrderPhase) throws {
        for shown in Self.phases {
            let finding = claimed(claim).finding(in: interpretation(shown), isSigned: true)
            let after = try claimed(claim).following(finding, isSigned: true)
            #expect(after.isVerified)
            #expect(after.state.phase?.kind == shown.kind, "\(claim) claimed, \(shown) shown")
            let isWayBack = claim.kind.isFinal && claim.kind != shown.kind
            if isWayBack { #expect(finding == .event(.corrected(shown))) }
        }
        for why in IndeterminateReason.allCases {
            let finding = claimed(claim).finding(in: .indeterminate(why), isSigned: true)
            let after = try claimed(claim).following(finding, isSigned: true)
            #expect(after == OrderKnowledge(.indeterminate(why, last: nil), isVerified: true))
        }
    }

    @Test(arguments: [bill, nil])
    func `a claimed payment that WeChat does not show is no payment`(last: OrderPhase?) throws {
        let paid = OrderKnowledge(.indeterminate(.paidButOpen, last: last), isVerified: false)
        let finding = paid.finding(in: interpretation(Self.bill), isSigned: true)
        #expect(try paid.following(finding, isSigned: true) == signed(Self.bill))
    }

    @Test(
        arguments: [
            (.done(paid: fen(5000)), .liveAfterDone), (.revoked, .liveAfterRevoked),
            (.expired, .liveAfterExpired),
        ] as [(OrderPhase, Contradiction)], phases.filter { !$0.kind.isFinal })
    func `an order that has ended and shows as not ended is a contradiction, whatever ended`(
        end: (phase: OrderPhase, contradiction: Contradiction), live: OrderPhase
    ) {
        #expect(
            signed(end.phase).finding(in: interpretation(live), isSigned: true)
                == .contradiction(end.contradiction))
    }

    @Test func `an older phase of an order that has not ended is an old observation`() {
        #expect(
            signed(Self.bill).finding(in: interpretation(Self.service), isSigned: true)
                == .stale(.inService))
    }

    @Test func `claims among themselves are believed as far as they go`() throws {
        let known = claimed(Self.service)
        let finding = known.finding(in: interpretation(Self.bill), isSigned: false)
        #expect(try known.following(finding, isSigned: false) == claimed(Self.bill))
        #expect(
            claimed(.done(paid: nil)).finding(in: interpretation(Self.service), isSigned: false)
                == .stale(.inService))
    }
}
