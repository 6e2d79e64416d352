import Foundation
import LegalityReference
import Testing

@testable import Sandbox

/// What each call does in each state: the table that the core is held to as well.
@Suite("The legality matrix") struct LegalityTests {
    @Test(arguments: LegalityTable.rows)
    func `each call is answered as the table says`(row: LegalityRow) async throws {
        try await check(row.from, row.answer) { try await $0.make(row.call) }
    }

    @Test func `the table has a row for each of the sandbox's calls on orders, in each state`() {
        let names = SandboxOperation.calls.filter { $0.path.hasPrefix(SandboxOperation.orders) }
            .map { $0.name }
        #expect(Set(names) == Set(LegalityCall.allCases.map(\.operation) + [QueryOrder.name]))
        for call in LegalityCall.allCases {
            let rows = LegalityTable.rows.filter { $0.call == call }
            #expect(rows.map(\.from) == LegalityState.allCases, "\(call)")
        }
    }

    static let uncharged: [(LegalityState, LegalityRow.Answer)] = [
        (.inService, .permits(.doneUncharged)), (.doneUncharged, .permits(.doneUncharged)),
        (.collecting, .refuses("INVALID_REQUEST", 400, "订单重入参数校验失败")),
    ]

    @Test(arguments: uncharged)
    func `complete without a charge`(
        from: LegalityState, answer: LegalityRow.Answer
    ) async throws {
        try await check(from, answer) { try await $0.complete("A1", amount: 0) }
    }

    @Test(arguments: LegalityState.allCases)
    func `query`(state: LegalityState) async throws {
        let answer: LegalityRow.Answer =
            state == .none ? .refuses("ORDER_NOT_EXIST", 404, nil) : .permits(state)
        try await check(state, answer) { try await $0.query("A1") }
    }

    @Test(arguments: LegalityState.allCases.filter { $0 != .none })
    func `create with other parameters is refused everywhere`(state: LegalityState) async throws {
        try await check(state, .refuses("INVALID_REQUEST", 400, "订单重入参数校验失败")) {
            try await $0.create("A1", ["service_introduction": "另一家"])
        }
    }

    private func check(
        _ from: LegalityState, _ expected: LegalityRow.Answer,
        _ call: (TestMerchant) async throws -> TestAnswer
    ) async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await from.prepare("A1", merchant)
            let answer = try await call(merchant)
            #expect(answer.isSigned(by: merchant.publicKey))
            let after: LegalityState
            switch expected {
            case .permits(let state):
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.code == nil)
                after = state
            case .refuses(let code, let status, let message):
                #expect(answer.status == status)
                #expect(answer.code == code)
                if let message { #expect(answer.json["message"] as? String == message) }
                after = from
            }
            if let shown = after.shown {
                #expect(try await merchant.shownState("A1") == shown)
            }
        }
    }
}

extension LegalityCall {
    /// What the sandbox calls it.
    fileprivate var operation: String {
        switch self {
        case .create: CreateOrder.name
        case .createCompleted: DirectCompleteOrder.name
        case .complete: CompleteOrder.name
        case .modify: ModifyOrder.name
        case .collect: PayOrder.name
        case .reportPaid: SyncOrder.name
        case .cancel: CancelOrder.name
        }
    }
}

extension TestMerchant {
    /// Makes a call of the table.
    fileprivate func make(_ call: LegalityCall) async throws -> TestAnswer {
        switch call {
        case .create: return try await create("A1")
        case .createCompleted:
            try await authorize()
            return try await directComplete("A1")
        case .complete: return try await complete("A1")
        case .modify: return try await modify("A1")
        case .collect: return try await pay("A1")
        case .reportPaid: return try await sync("A1")
        case .cancel: return try await cancel("A1")
        }
    }
}
