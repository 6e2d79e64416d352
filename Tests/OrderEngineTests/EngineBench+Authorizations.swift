import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// An authorization as most tests have it.
extension EngineBench {
    static let openIDText = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"

    func openID(_ text: String = openIDText) throws -> OpenID { try OpenID(text) }

    func code(_ text: String = "AUTH-1") throws -> AuthorizationCode {
        try AuthorizationCode(text)
    }

    /// WeChat shows the code as agreed to by the customer, since a second after the start.
    func showAvailable(_ code: AuthorizationCode?, since: Timestamp? = nil) throws {
        provider.show(
            authorization: AuthorizationObservation(
                snapshot: AuthorizationSnapshot(state: "AVAILABLE", openedAt: since), code: code,
                openID: try openID()))
    }

    /// The events that were recorded of the authorization, in order.
    func events(of code: AuthorizationCode) async throws -> [String] {
        try await journal.read {
            try $0.records(of: .authorization(code), after: 0, limit: 1000).map(\.event)
        }
    }

    func authorization(_ code: AuthorizationCode) async throws -> AuthorizationProjection {
        try #require(try await journal.read { try $0.authorization(code) })
    }

    /// Creates the bench's order for the customer, without confirmation.
    func createForCustomer(
        _ engine: Engine, _ number: OutOrderNumber? = nil
    ) async throws -> CallResult {
        let json = #"{"need_user_confirm": false, "openid": "\#(Self.openIDText)"}"#
        return try await engine.create(number ?? order, json: Array(json.utf8), caller: caller)
    }
}

extension AuthorizationResult {
    var report: AuthorizationReport? {
        guard case .attempted(let report, _) = self else { return nil }
        return report
    }

    var outcome: AttemptOutcome? {
        guard case .settled(let outcome)? = report?.attempt.condition else { return nil }
        return outcome
    }

    var token: String? {
        guard case .attempted(_, let receipt) = self else { return nil }
        return receipt?.token
    }

    var reasons: [AuthorizationDenialReason]? {
        guard case .denied(let reasons, _, _) = self else { return nil }
        return reasons
    }
}
