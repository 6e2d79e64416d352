import Foundation
import OrderEngine
import OrderLifecycle
import SQLiteJournal
import Sandbox
import StrictJSON
import WeChatPay

/// The orders of the demonstration, as a merchant would write them.
enum DemoOrder {
    /// The `openid` of the customer of the orders without confirmation.
    static let openID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"

    /// The JSON of a create.
    static func creation(
        _ order: OutOrderNumber, _ mode: OrderMode, riskFund: Int64
    ) -> [UInt8] {
        let json: JSONValue = [
            "out_order_no": .string(order.text),
            "service_introduction": "充电宝租借",
            "time_range": ["start_time": "OnAccept", "end_time": "20991231"],
            "risk_fund": ["name": "ESTIMATE_ORDER_COST", "amount": .number(riskFund)],
            "notify_url": "https://merchant.example/payscore",
            "need_user_confirm": .bool(mode == .confirm),
        ]
        let customer: JSONValue = mode == .noConfirm ? ["openid": .string(openID)] : [:]
        return json.with(customer).canonical
    }

    /// The JSON of a complete.
    static func completion(charging fen: Int64) -> [UInt8] {
        let json: JSONValue = [
            "post_payments": [["name": "租金", "amount": .number(fen), "description": "2小时"]],
            "total_amount": .number(fen),
        ]
        return json.canonical
    }

    /// The JSON of a modify.
    static func modification(charging fen: Int64) -> [UInt8] {
        let json: JSONValue = [
            "post_payments": [["name": "租金", "amount": .number(fen), "description": "1小时"]],
            "total_amount": .number(fen),
            "reason": "服务中断",
        ]
        return json.canonical
    }
}
