import Foundation
import LegalityReference
import Testing

@testable import Sandbox

/// How a test brings an order where it should stand before a call, and what shows that.
extension LegalityState {
    func prepare(_ number: String, _ merchant: TestMerchant) async throws {
        guard self != .none else { return }
        let order = "orders/\(number)"
        #expect(try await merchant.create(number).status == 200)
        switch self {
        case .none, .created: break
        case .revoked: #expect(try await merchant.cancel(number).status == 200)
        case .expired: try await merchant.control("POST", "\(order)/expire")
        case .inService, .collecting, .lowered, .deducting, .partlyPaid, .done, .doneUncharged,
            .doneElsewhere:
            try await merchant.control("POST", "\(order)/confirm")
        }
        switch self {
        case .none, .created, .revoked, .expired, .inService: break
        case .doneUncharged: #expect(try await merchant.complete(number, amount: 0).status == 200)
        case .collecting, .lowered, .deducting, .partlyPaid, .done, .doneElsewhere:
            #expect(try await merchant.complete(number).status == 200)
        }
        switch self {
        case .none, .created, .revoked, .expired, .inService, .doneUncharged, .collecting: break
        case .lowered: #expect(try await merchant.modify(number).status == 200)
        case .deducting: try await merchant.control("POST", "\(order)/deduction-start")
        case .partlyPaid: try await merchant.control("POST", "\(order)/pay", "{\"amount\":1000}")
        case .done: try await merchant.control("POST", "\(order)/pay")
        case .doneElsewhere: #expect(try await merchant.sync(number).status == 200)
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
        case .done, .doneElsewhere: ["DONE", nil, "USER_PAID"]
        case .doneUncharged: ["DONE", nil, nil]
        case .revoked: ["REVOKED", nil, nil]
        case .expired: ["EXPIRED", nil, nil]
        }
    }
}
