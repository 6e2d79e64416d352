import LegalityReference
import OrderLifecycle
import Testing

/// What the core says of each call in each state, by the table that the sandbox is held to as well.
struct LegalityTests {
    @Test(arguments: LegalityTable.rows)
    func `the core permits no more than the table says, and names the reason`(row: LegalityRow) {
        let situation = CallSituation(
            call: row.call.orderCall, state: row.from.known, actor: actor("wang"))
        let core: [LegalityRow.Core] =
            switch CallPolicy().decision(on: situation) {
            case .allowed: [.allowed]
            case .needsAcknowledgement: [.asks]
            case .denied(let denial): denial.reasons.map { .denied($0.rawValue) }
            }
        #expect(core == [row.core])
    }

    @Test func `the table has a row for each call of the core, in each state`() {
        #expect(LegalityCall.allCases.map(\.rawValue) == OrderCall.Kind.allCases.map(\.rawValue))
        for call in LegalityCall.allCases {
            #expect(call.orderCall.kind.rawValue == call.rawValue)
            let rows = LegalityTable.rows.filter { $0.call == call }
            #expect(rows.map(\.from) == LegalityState.allCases, "\(call)")
        }
        let phases = Set(LegalityState.allCases.compactMap { $0.phase?.kind })
        #expect(phases == Set(OrderPhase.Kind.allCases))
    }

    @Test func `the core permits what WeChat refuses only where no query shows why`() {
        let later = LegalityTable.rows.filter(\.isRefusedLater)
        #expect(later.allSatisfy { $0.from == .deducting })
        #expect(later.map(\.call) == [.modify, .collect, .reportPaid, .cancel])
    }

    @Test func `the core is stricter than WeChat in these cells`() {
        let stricter = LegalityTable.rows.filter(\.isStricter)
        let repeated: [LegalityState] = [.collecting, .lowered, .partlyPaid]
        #expect(
            Dictionary(grouping: stricter, by: \.call).mapValues { $0.map(\.from) } == [
                .create: Array(LegalityState.allCases.dropFirst(2)), .complete: repeated,
                .modify: [.lowered], .cancel: [.revoked],
            ])
    }
}

extension LegalityCall {
    /// The call as the core takes it.
    fileprivate var orderCall: OrderCall {
        switch self {
        case .create: .create(.confirm, riskFund: fen(10_000))
        case .createCompleted: .createCompleted(total: fen(4000))
        case .complete: .complete(total: fen(4000))
        case .modify: .modify(total: fen(3000))
        case .collect: .collect
        case .reportPaid: .reportPaid(at: at(0))
        case .cancel: .cancel
        }
    }
}

extension LegalityState {
    /// What is known of the order.
    fileprivate var known: OrderState { phase.map { OrderState.known($0) } ?? .unseen }

    /// What a query shows: a deduction that is running is not told.
    fileprivate var phase: OrderPhase? {
        switch self {
        case .none: nil
        case .created: .created(riskFund: fen(10_000))
        case .inService: .inService(riskFund: fen(10_000))
        case .collecting, .deducting: awaiting(due: 4000)
        case .lowered: awaiting(due: 3000)
        case .partlyPaid: awaiting(due: 3000, paid: 1000)
        case .done: .done(paid: fen(4000), through: .weChat)
        case .doneUncharged: .done(paid: .zero)
        case .doneElsewhere: .done(paid: fen(4000), through: .merchant)
        case .revoked: .revoked
        case .expired: .expired
        }
    }
}
