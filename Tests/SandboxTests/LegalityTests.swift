import Foundation
import Testing

@testable import Sandbox

/// Where an order may stand before a call, and how a test brings it there.
enum PreparedState: String, CaseIterable, Sendable {
    case none, created, inService, collecting, lowered, deducting, partlyPaid, done
    case doneUncharged, revoked, expired

    func prepare(_ number: String, _ merchant: TestMerchant) async throws {
        guard self != .none else { return }
        let order = "orders/\(number)"
        #expect(try await merchant.create(number).status == 200)
        switch self {
        case .none, .created: break
        case .revoked: #expect(try await merchant.cancel(number).status == 200)
        case .expired: try await merchant.control("POST", "\(order)/expire")
        case .inService, .collecting, .lowered, .deducting, .partlyPaid, .done, .doneUncharged:
            try await merchant.control("POST", "\(order)/confirm")
        }
        switch self {
        case .none, .created, .revoked, .expired, .inService: break
        case .doneUncharged: #expect(try await merchant.complete(number, amount: 0).status == 200)
        case .collecting, .lowered, .deducting, .partlyPaid, .done:
            #expect(try await merchant.complete(number).status == 200)
        }
        switch self {
        case .none, .created, .revoked, .expired, .inService, .doneUncharged, .collecting: break
        case .lowered: #expect(try await merchant.modify(number).status == 200)
        case .deducting: try await merchant.control("POST", "\(order)/deduction-start")
        case .partlyPaid: try await merchant.control("POST", "\(order)/pay", "{\"amount\":1000}")
        case .done: try await merchant.control("POST", "\(order)/pay")
        }
    }

    /// What query shows: `state`, `state_description`, `collection.state`; `nil` if there is no
    /// order.
    var shown: [String?]? {
        switch self {
        case .none: nil
        case .created: ["CREATED", nil, nil]
        case .inService: ["DOING", "USER_CONFIRM", nil]
        case .collecting, .lowered, .deducting, .partlyPaid:
            ["DOING", "MCH_COMPLETE", "USER_PAYING"]
        case .done: ["DONE", nil, "USER_PAID"]
        case .doneUncharged: ["DONE", nil, nil]
        case .revoked: ["REVOKED", nil, nil]
        case .expired: ["EXPIRED", nil, nil]
        }
    }
}

/// A row of the legality matrix: the code that refuses the call (`nil` allows it) and where the
/// order stands then.
struct Row: Sendable, CustomTestStringConvertible {
    let from: PreparedState
    let code: String?
    let status: Int
    let message: String?
    let to: PreparedState

    init(
        _ from: PreparedState, _ code: String? = nil, _ status: Int = 400, _ message: String? = nil,
        to: PreparedState? = nil
    ) {
        self.from = from
        self.code = code
        self.status = code == nil ? 200 : status
        self.message = message
        self.to = to ?? from
    }

    var testDescription: String { "\(from) → \(code ?? "200")" }
}

@Suite("The legality matrix") struct LegalityTests {
    static let cancels = [
        Row(.none, "ORDER_NOT_EXIST", 404),
        Row(.created, to: .revoked),
        Row(.inService, to: .revoked),
        Row(.collecting, to: .revoked),
        Row(.lowered, to: .revoked),
        Row(.deducting, "PARAM_ERROR", 400, "单据正在扣款中,请稍后再试"),
        Row(.partlyPaid, "PARAM_ERROR", 400, "当前订单状态不满足撤销条件"),
        Row(.done, "ORDER_DONE"),
        Row(.doneUncharged, "ORDER_DONE"),
        Row(.revoked),
        Row(.expired, "INVALID_ORDER_STATE"),
    ]

    @Test(arguments: cancels)
    func `cancel`(row: Row) async throws {
        try await check(row) { try await $0.cancel("A1") }
    }

    static let completions = [
        Row(.none, "ORDER_NOT_EXIST", 404),
        Row(.created, "INVALID_REQUEST", 400, "当前订单状态不合法"),
        Row(.inService, to: .collecting),
        Row(.collecting),
        Row(.lowered),
        Row(.deducting, "INVALID_REQUEST", 400, "当前订单状态不合法"),
        Row(.partlyPaid),
        Row(.done, "INVALID_REQUEST", 400, "当前订单状态不合法"),
        Row(.doneUncharged, "INVALID_REQUEST", 400, "订单重入参数校验失败"),
        Row(.revoked, "INVALID_REQUEST", 400, "当前订单状态不合法"),
        Row(.expired, "INVALID_REQUEST", 400, "当前订单状态不合法"),
    ]

    @Test(arguments: completions)
    func `complete`(row: Row) async throws {
        try await check(row) { try await $0.complete("A1") }
    }

    static let uncharged = [
        Row(.inService, to: .doneUncharged), Row(.doneUncharged),
        Row(.collecting, "INVALID_REQUEST", 400, "订单重入参数校验失败"),
    ]

    @Test(arguments: uncharged)
    func `complete without a charge`(row: Row) async throws {
        try await check(row) { try await $0.complete("A1", amount: 0) }
    }

    static let modifications = [
        Row(.none, "ORDER_NOT_EXIST", 404),
        Row(.created, "INVALID_ORDER_STATE", 400, "仅服务订单支付状态为待支付时,才可使用此能力"),
        Row(.inService, "INVALID_ORDER_STATE", 400, "仅服务订单支付状态为待支付时,才可使用此能力"),
        Row(.collecting, to: .lowered),
        Row(.lowered),
        Row(.deducting, "PARAM_ERROR", 400, "单据正在扣款中,请稍后再试"),
        Row(.partlyPaid),
        Row(.done, "INVALID_ORDER_STATE", 400, "仅服务订单支付状态为待支付时,才可使用此能力"),
        Row(.doneUncharged, "INVALID_ORDER_STATE"),
        Row(.revoked, "ORDER_CANCELED"),
        Row(.expired, "INVALID_ORDER_STATE"),
    ]

    @Test(arguments: modifications)
    func `modify`(row: Row) async throws {
        try await check(row) { try await $0.modify("A1") }
    }

    static let queries = PreparedState.allCases.map {
        $0 == .none ? Row(.none, "ORDER_NOT_EXIST", 404) : Row($0)
    }

    @Test(arguments: queries)
    func `query`(row: Row) async throws {
        try await check(row) { try await $0.query("A1") }
    }

    static let recreations = PreparedState.allCases.map { Row($0, to: $0 == .none ? .created : $0) }

    @Test(arguments: recreations)
    func `create with the same parameters is a re-entry everywhere`(row: Row) async throws {
        try await check(row) { try await $0.create("A1") }
    }

    @Test(arguments: PreparedState.allCases.filter { $0 != .none })
    func `create with other parameters is refused everywhere`(state: PreparedState) async throws {
        try await check(Row(state, "INVALID_REQUEST", 400, "订单重入参数校验失败")) {
            try await $0.create("A1", ["service_introduction": "另一家"])
        }
    }

    private func check(
        _ row: Row, _ call: (TestMerchant) async throws -> TestAnswer
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
