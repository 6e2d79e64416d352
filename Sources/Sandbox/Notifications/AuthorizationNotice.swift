import Foundation

/// What WeChat tells about an authorization.
struct AuthorizationNotice: Encodable, Sendable {
    /// `user_service_status`.
    enum Service: String, Encodable, Sendable {
        case opened = "USER_OPEN_SERVICE"
        case closed = "USER_CLOSE_SERVICE"
    }

    var appID: String
    var merchantID: String
    var serviceID: String
    var openID: String
    var service: Service
    /// `openorclose_time`, `yyyyMMddHHmmss`.
    var time: String
    /// The number that the merchant gave the authorization in advance.
    var authorizationCode: String
    /// Where the merchant wants it told; no part of what is told.
    var notifyURL: String?

    private enum CodingKeys: String, CodingKey {
        case appID = "appid"
        case merchantID = "mchid"
        case serviceID = "service_id"
        case openID = "openid"
        case service = "user_service_status"
        case time = "openorclose_time"
        case authorizationCode = "authorization_code"
    }
}

extension AuthorizationNotice {
    /// What is told of an authorization as it stands; `nil` while no customer has consented.
    init?(_ authorization: ServiceAuthorization) {
        let (openID, service, time): (String, Service, Date)
        switch authorization.stage {
        case .unbound: return nil
        case .available(let customer, let start):
            (openID, service, time) = (customer, .opened, start)
        case .unavailable(let customer, _, let end):
            (openID, service, time) = (customer, .closed, end)
        }
        let parameters = authorization.parameters
        self.init(
            appID: parameters.appID, merchantID: authorization.merchantID,
            serviceID: parameters.serviceID, openID: openID, service: service,
            time: WeChatTime.digits(of: time), authorizationCode: authorization.code,
            notifyURL: parameters.notifyURL)
    }
}
