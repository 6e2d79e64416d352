/// What WeChat tells a merchant without being asked; cancel, complete, modify and expiry are not
/// among it.
enum NotificationEvent: String, Codable, Sendable, CaseIterable {
    case userConfirm = "PAYSCORE.USER_CONFIRM"
    case userPaid = "PAYSCORE.USER_PAID"
    case userOpenService = "PAYSCORE.USER_OPEN_SERVICE"
    case userCloseService = "PAYSCORE.USER_CLOSE_SERVICE"

    /// `summary`: the first two as captured, the others in our words, since no page prints them.
    var summary: String {
        switch self {
        case .userConfirm: "微信支付分服务订单用户已确认"
        case .userPaid: "微信支付分服务订单支付成功"
        case .userOpenService: "微信支付分用户已授权服务"
        case .userCloseService: "微信支付分用户已解除授权"
        }
    }

    /// Whether it goes on hourly, for three days in all, once the schedule has ended.
    var goesOnHourly: Bool {
        switch self {
        case .userConfirm, .userPaid: false
        case .userOpenService, .userCloseService: true
        }
    }
}
