import Foundation

/// The calls of a merchant, with bodies that differ from a good one only where a test says so.
extension TestMerchant {
    static let orders = "/v3/payscore/serviceorder"
    /// A customer of no-confirm mode.
    static let openID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"

    /// A good create request, changed by `changes`; a change to `NSNull` removes the member.
    func createBody(_ number: String, _ changes: [String: Any] = [:]) -> String {
        let good: [String: Any] = [
            "out_order_no": number, "appid": appID, "service_id": serviceID,
            "service_introduction": "某某酒店",
            "post_payments": [
                ["name": "押金", "amount": 0, "description": "就餐费用服务费", "count": 1]
            ],
            "time_range": ["start_time": "20260702", "start_time_remark": "备注"],
            "risk_fund": ["name": "DEPOSIT", "amount": 10000, "description": "就餐的预估费用"],
            "attach": "Easdfowealsdkjfnlaksjdlfkwqoi",
            "notify_url": "https://merchant.example/notify", "need_user_confirm": true,
        ]
        return Self.text(good, changes)
    }

    func create(_ number: String, _ changes: [String: Any] = [:]) async throws -> TestAnswer {
        try await send("POST", Self.orders, body: createBody(number, changes))
    }

    /// The paths of create and complete in one: as transcriptions and as WeChat's pages have it.
    static let directPaths = [
        "\(orders)/direct-complete", "/payscore/serviceorder/direct-complete",
    ]

    func directComplete(
        _ number: String, amount: Int = 4000, _ changes: [String: Any] = [:],
        path: String = directPaths[0]
    ) async throws -> TestAnswer {
        let good: [String: Any] = [
            "out_order_no": number, "appid": appID, "service_id": serviceID,
            "service_introduction": "某某停车场", "openid": Self.openID,
            "post_payments": [["name": "停车费", "amount": amount]], "total_amount": amount,
            "time_range": ["start_time": "20260702080000", "end_time": "20260702100000"],
            "notify_url": "https://merchant.example/notify",
        ]
        return try await send("POST", path, body: Self.text(good, changes))
    }

    func query(_ number: String) async throws -> TestAnswer {
        let number = number.replacing("|", with: "%7C")
        return try await send(
            "GET",
            "\(Self.orders)?service_id=\(serviceID)&out_order_no=\(number)&appid=\(appID)")
    }

    func cancel(_ number: String, _ changes: [String: Any] = [:]) async throws -> TestAnswer {
        let good: [String: Any] = ["appid": appID, "service_id": serviceID, "reason": "用户投诉"]
        return try await send(
            "POST", "\(Self.orders)/\(number)/cancel", body: Self.text(good, changes))
    }

    func complete(
        _ number: String, amount: Int = 4000, _ changes: [String: Any] = [:]
    ) async throws -> TestAnswer {
        let good: [String: Any] = [
            "appid": appID, "service_id": serviceID, "total_amount": amount,
            "post_payments": [["name": "就餐费用", "amount": amount]],
            "time_range": ["end_time": "20260702"],
        ]
        return try await send(
            "POST", "\(Self.orders)/\(number)/complete", body: Self.text(good, changes))
    }

    func modify(
        _ number: String, to amount: Int = 3000, _ changes: [String: Any] = [:]
    ) async throws -> TestAnswer {
        let good: [String: Any] = [
            "appid": appID, "service_id": serviceID, "total_amount": amount,
            "post_payments": [["name": "就餐费用", "amount": amount]], "reason": "菜品退换",
        ]
        return try await send(
            "POST", "\(Self.orders)/\(number)/modify", body: Self.text(good, changes))
    }

    func pay(_ number: String, _ changes: [String: Any] = [:]) async throws -> TestAnswer {
        let good = ["appid": appID, "service_id": serviceID]
        return try await send(
            "POST", "\(Self.orders)/\(number)/pay", body: Self.text(good, changes))
    }

    func sync(_ number: String, _ changes: [String: Any] = [:]) async throws -> TestAnswer {
        let good: [String: Any] = [
            "appid": appID, "service_id": serviceID, "type": "Order_Paid",
            "detail": ["paid_time": "20260702120000"],
        ]
        return try await send(
            "POST", "\(Self.orders)/\(number)/sync", body: Self.text(good, changes))
    }

    /// Uses the control interface.
    @discardableResult
    func control(
        _ method: String, _ path: String, _ body: String = "", headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        try await sendUnsigned(
            method, "/sandbox/\(path)", body: Data(body.utf8),
            headers: ["Sandbox-Token": controlToken].merging(headers) { $1 })
    }

    /// The states that query shows: `state`, `state_description`, `collection.state`.
    func shownState(_ number: String) async throws -> [String?] {
        let json = try await query(number).json
        let collection = json["collection"] as? [String: Any]
        return [
            json["state"] as? String, json["state_description"] as? String,
            collection?["state"] as? String,
        ]
    }

    /// The request log.
    func requestLog() async throws -> [[String: Any]] {
        try await control("GET", "requests").json["requests"] as? [[String: Any]] ?? []
    }

    static func text(_ good: [String: Any], _ changes: [String: Any]) -> String {
        let merged = good.merging(changes) { $1 }.filter { !($0.value is NSNull) }
        let data = try? JSONSerialization.data(
            withJSONObject: merged, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
