import Foundation

/// The calls of a merchant that are about authorizations.
extension TestMerchant {
    static let authorizations = "/v3/payscore/permissions"

    func preAuthorize(
        _ code: String, _ changes: [String: Any] = [:]
    ) async throws -> TestAnswer {
        let good: [String: Any] = [
            "appid": appID, "service_id": serviceID, "authorization_code": code,
            "notify_url": "https://merchant.example/authorized",
        ]
        return try await send("POST", Self.authorizations, body: Self.text(good, changes))
    }

    /// Has a customer consent, under a code of their own.
    func authorize(_ code: String = "AUTH-1", openID: String = Self.openID) async throws {
        _ = try await preAuthorize(code)
        try await control(
            "POST", "authorizations/\(code)/open", "{\"openid\":\"\(openID)\"}")
    }

    func authorization(code: String) async throws -> TestAnswer {
        try await send(
            "GET",
            "\(Self.authorizations)/authorization-code/\(code)?service_id=\(serviceID)")
    }

    func authorization(openID: String = Self.openID) async throws -> TestAnswer {
        try await send(
            "GET",
            "\(Self.authorizations)/openid/\(openID)?service_id=\(serviceID)&appid=\(appID)")
    }

    func terminate(
        code: String, _ changes: [String: Any] = [:]
    ) async throws -> TestAnswer {
        let good: [String: Any] = ["service_id": serviceID, "reason": "不再使用"]
        return try await send(
            "POST", "\(Self.authorizations)/authorization-code/\(code)/terminate",
            body: Self.text(good, changes))
    }

    func terminate(
        openID: String = Self.openID, _ changes: [String: Any] = [:]
    ) async throws -> TestAnswer {
        let good: [String: Any] = [
            "service_id": serviceID, "appid": appID, "reason": "不再使用",
        ]
        return try await send(
            "POST", "\(Self.authorizations)/openid/\(openID)/terminate",
            body: Self.text(good, changes))
    }

    /// What turns a create into one of no-confirm mode.
    static var noConfirm: [String: Any] {
        [
            "need_user_confirm": false, "openid": openID,
            "risk_fund": ["name": "ESTIMATE_ORDER_COST", "amount": 10000],
        ]
    }
}
