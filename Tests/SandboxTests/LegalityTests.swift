import Foundation
import Testing

@testable import Sandbox

@Suite("The legality matrix") struct LegalityTests {
    static let cancels = [
        LegalityRow(.none, "ORDER_NOT_EXIST", 404),
        LegalityRow(.created, to: .revoked),
        LegalityRow(.inService, to: .revoked),
        LegalityRow(.collecting, to: .revoked),
        LegalityRow(.lowered, to: .revoked),
        LegalityRow(.deducting, "PARAM_ERROR", 400, "单据正在扣款中,请稍后再试"),
        LegalityRow(.partlyPaid, "PARAM_ERROR", 400, "当前订单状态不满足撤销条件"),
        LegalityRow(.done, "ORDER_DONE"),
        LegalityRow(.doneUncharged, "ORDER_DONE"),
        LegalityRow(.doneElsewhere, "ORDER_DONE"),
        LegalityRow(.revoked),
        LegalityRow(.expired, "INVALID_ORDER_STATE"),
    ]

    @Test(arguments: cancels)
    func `cancel`(row: LegalityRow) async throws {
        try await check(row) { try await $0.cancel("A1") }
    }

    static let completions = [
        LegalityRow(.none, "ORDER_NOT_EXIST", 404),
        LegalityRow(.created, "INVALID_REQUEST", 400, "当前订单状态不合法"),
        LegalityRow(.inService, to: .collecting),
        LegalityRow(.collecting),
        LegalityRow(.lowered),
        LegalityRow(.deducting, "INVALID_REQUEST", 400, "当前订单状态不合法"),
        LegalityRow(.partlyPaid),
        LegalityRow(.done, "INVALID_REQUEST", 400, "当前订单状态不合法"),
        LegalityRow(.doneUncharged, "INVALID_REQUEST", 400, "订单重入参数校验失败"),
        LegalityRow(.doneElsewhere, "INVALID_REQUEST", 400, "当前订单状态不合法"),
        LegalityRow(.revoked, "INVALID_REQUEST", 400, "当前订单状态不合法"),
        LegalityRow(.expired, "INVALID_REQUEST", 400, "当前订单状态不合法"),
    ]

    @Test(arguments: completions)
    func `complete`(row: LegalityRow) async throws {
        try await check(row) { try await $0.complete("A1") }
    }

    static let uncharged = [
        LegalityRow(.inService, to: .doneUncharged), LegalityRow(.doneUncharged),
        LegalityRow(.collecting, "INVALID_REQUEST", 400, "订单重入参数校验失败"),
    ]

    @Test(arguments: uncharged)
    func `complete without a charge`(row: LegalityRow) async throws {
        try await check(row) { try await $0.complete("A1", amount: 0) }
    }

    static let modifications = [
        LegalityRow(.none, "ORDER_NOT_EXIST", 404),
        LegalityRow(.created, "INVALID_ORDER_STATE", 400, "仅服务订单支付状态为待支付时,才可使用此能力"),
        LegalityRow(.inService, "INVALID_ORDER_STATE", 400, "仅服务订单支付状态为待支付时,才可使用此能力"),
        LegalityRow(.collecting, to: .lowered),
        LegalityRow(.lowered),
        LegalityRow(.deducting, "PARAM_ERROR", 400, "单据正在扣款中,请稍后再试"),
        LegalityRow(.partlyPaid),
        LegalityRow(.done, "INVALID_ORDER_STATE", 400, "仅服务订单支付状态为待支付时,才可使用此能力"),
        LegalityRow(.doneUncharged, "INVALID_ORDER_STATE"),
        LegalityRow(.doneElsewhere, "INVALID_ORDER_STATE"),
        LegalityRow(.revoked, "ORDER_CANCELED"),
        LegalityRow(.expired, "INVALID_ORDER_STATE"),
    ]

    @Test(arguments: modifications)
    func `modify`(row: LegalityRow) async throws {
        try await check(row) { try await $0.modify("A1") }
    }

    static let syncs = [
        LegalityRow(.none, "ORDER_NOT_EXIST", 404),
        LegalityRow(.created, "INVALID_ORDER_STATE"),
        LegalityRow(.inService, "INVALID_ORDER_STATE"),
        LegalityRow(.collecting, to: .doneElsewhere),
        LegalityRow(.lowered, to: .doneElsewhere),
        LegalityRow(.deducting, "PARAM_ERROR", 400, "单据正在扣款中,请稍后再试"),
        LegalityRow(.partlyPaid, to: .doneElsewhere),
        LegalityRow(.done, "ORDER_DONE"),
        LegalityRow(.doneUncharged, "ORDER_DONE"),
        LegalityRow(.doneElsewhere, "ORDER_DONE"),
        LegalityRow(.revoked, "ORDER_CANCELED"),
        LegalityRow(.expired, "INVALID_ORDER_STATE"),
    ]

    @Test(arguments: syncs)
    func `sync`(row: LegalityRow) async throws {
        try await check(row) { try await $0.sync("A1") }
    }

    static let pays = [
        LegalityRow(.none, "ORDER_NOT_EXIST", 404),
        LegalityRow(.created, "INVALID_ORDER_STATE", 400, "仅服务订单支付状态为待支付时,才可使用此能力"),
        LegalityRow(.inService, "INVALID_ORDER_STATE"),
        LegalityRow(.collecting),
        LegalityRow(.lowered),
        LegalityRow(.deducting, "PARAM_ERROR", 400, "单据正在扣款中,请稍后再试"),
        LegalityRow(.partlyPaid),
        LegalityRow(.done, "INVALID_ORDER_STATE"),
        LegalityRow(.doneUncharged, "INVALID_ORDER_STATE"),
        LegalityRow(.doneElsewhere, "INVALID_ORDER_STATE"),
        LegalityRow(.revoked, "ORDER_CANCELED"),
        LegalityRow(.expired, "INVALID_ORDER_STATE"),
    ]

    @Test(arguments: pays)
    func `pay`(row: LegalityRow) async throws {
        try await check(row) { try await $0.pay("A1") }
    }

    @Test func `each table has a row for every state`() {
        for rows in [Self.cancels, Self.completions, Self.modifications, Self.syncs, Self.pays] {
            #expect(rows.map(\.from).map(\.rawValue) == PreparedState.allCases.map(\.rawValue))
        }
    }

    static let queries = PreparedState.allCases.map {
        $0 == .none ? LegalityRow(.none, "ORDER_NOT_EXIST", 404) : LegalityRow($0)
    }

    @Test(arguments: queries)
    func `query`(row: LegalityRow) async throws {
        try await check(row) { try await $0.query("A1") }
    }

    static let recreations = PreparedState.allCases.map {
        LegalityRow($0, to: $0 == .none ? .created : $0)
    }

    @Test(arguments: recreations)
    func `create with the same parameters is a re-entry everywhere`(row: LegalityRow) async throws {
        try await check(row) { try await $0.create("A1") }
    }

    @Test(arguments: PreparedState.allCases.filter { $0 != .none })
    func `create with other parameters is refused everywhere`(state: PreparedState) async throws {
        try await check(LegalityRow(state, "INVALID_REQUEST", 400, "订单重入参数校验失败")) {
            try await $0.create("A1", ["service_introduction": "另一家"])
        }
    }

    @Test(arguments: PreparedState.allCases.filter { $0 != .none })
    func `create and complete in one with a number that is taken is refused everywhere`(
        state: PreparedState
    ) async throws {
        try await check(LegalityRow(state, "INVALID_REQUEST", 400, "订单重入参数校验失败")) {
            try await $0.directComplete("A1")
        }
    }

    private func check(
        _ row: LegalityRow, _ call: (TestMerchant) async throws -> TestAnswer
    ) async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await row.from.prepare("A1", merchant)
            let answer = try await call(merchant)
            #expect(answer.status == row.status)
            #expect(answer.code == row.code)
            #expect(answer.isSigned(by: merchant.publicKey))
            if let message = row.message { #expect(answer.json["message"] as? String == message) }
            if let shown = row.to.shown {
                #expect(try await merchant.shownState("A1") == shown)
            }
        }
    }
}
