import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// What records say of authorizations and customers.
extension RecordContentTests {
    static var authorizations: [RecordContent] {
        let customer = CustomerID(random: SeededRandom(seed: 1))
        let findings: [AuthorizationFinding] =
            [.confirmed, .indeterminate] + AuthorizationEvent.allCases.map { .event($0) }
            + AuthorizationState.allCases.map { .stale($0) }
        let seen = findings.flatMap { finding in
            [nil, Sample.at(5)].map { RecordContent.authorization(.seen(finding, at: $0)) }
        }
        let decided = AuthorizationCall.allCases.flatMap { call in
            [
                AuthorizationDecisionDetails(call, .allowed),
                AuthorizationDecisionDetails(
                    call, .denied, reasons: AuthorizationDenialReason.allCases,
                    openOrders: [Sample.number, Sample.number]),
            ].map { RecordContent.authorization(.decided($0)) }
        }
        let attempts: [RecordContent] = AuthorizationCall.allCases.flatMap {
            call -> [RecordContent] in
            let attempt = AttemptID("att_1")
            return [
                .attempt(
                    .intended(
                        IntentDetails(
                            attempt: attempt, authorizationCall: call,
                            requestDigest: Sample.digest, customer: customer))),
                .attempt(
                    .settled(
                        SettlementDetails(
                            attempt: attempt, attempted: .authorization(call),
                            outcome: .applied(.found)))),
            ]
        }
        return seen + decided + attempts + [
            .authorization(.bound(customer)), .journal(.customerForgotten(customer)),
        ]
    }

    @Test(
        arguments: [
            ("authorization_stale", "seen=AVAILABLE", "seen"),
            ("authorization_opened", "changed_at=-1", "changed_at"),
            ("authorization_bound", "customer=cus_1", "customer"),
            ("authorization_bound", "customer=CUS_00112233445566778899", "customer"),
            ("customer_forgotten", "customer=", "customer"),
            (
                "authorization_decided",
                "call=terminate_authorization\ndecision=denied\nreasons=orders_open,",
                "reasons"
            ),
            (
                "authorization_decided",
                "call=terminate_authorization\ndecision=denied\nopen_orders=A  B", "open_orders"
            ),
            ("intended", "attempt=att_1\ncall=authorize", "call"),
        ] as [(String, String, String)])
    func `a record about an authorization without meaning says which member has none`(
        event: String, detail: String, member: String
    ) {
        let record = Self.altered(.order(.protected), event: event, detail: detail)
        #expect(throws: UnreadableRecord(sequence: record.sequence, member: member)) {
            try record.content
        }
    }
}
