/// A parameter that stands in the path of a call.
enum PathParameter: String {
    case outOrderNumber = "out_order_no"
    case authorizationCode = "authorization_code"
    case openID = "openid"

    /// What WeChat's gateway calls it when it refuses one.
    var chineseName: String {
        switch self {
        case .outOrderNumber: "商户服务订单号"
        case .authorizationCode: "授权协议号"
        case .openID: "用户标识"
        }
    }
}
