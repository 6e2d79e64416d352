/// An authorization as the queries answer it; times are in RFC 3339.
struct AuthorizationRecord: Encodable, Sendable {
    let appID: String
    let authorizationCode: String
    let authorizationState: String
    let authorizationSuccessTime: String?
    let cancelAuthorizationTime: String?
    let merchantID: String
    let notifyURL: String?
    let openID: String?
    let serviceID: String

    private enum CodingKeys: String, CodingKey {
        case appID = "appid"
        case authorizationCode = "authorization_code"
        case authorizationState = "authorization_state"
        case authorizationSuccessTime = "authorization_success_time"
        case cancelAuthorizationTime = "cancel_authorization_time"
        case merchantID = "mchid"
        case notifyURL = "notify_url"
        case openID = "openid"
        case serviceID = "service_id"
    }

    init(_ authorization: ServiceAuthorization) {
        let parameters = authorization.parameters
        appID = parameters.appID
        authorizationCode = parameters.authorizationCode
        merchantID = authorization.merchantID
        notifyURL = parameters.notifyURL
        openID = authorization.openID
        serviceID = parameters.serviceID
        switch authorization.stage {
        case .unbound:
            authorizationState = "UNBINDUSER"
            authorizationSuccessTime = nil
            cancelAuthorizationTime = nil
        case .available(_, let start):
            authorizationState = "AVAILABLE"
            authorizationSuccessTime = WeChatTime.rfc3339(of: start)
            cancelAuthorizationTime = nil
        case .unavailable(_, let start, let end):
            authorizationState = "UNAVAILABLE"
            authorizationSuccessTime = WeChatTime.rfc3339(of: start)
            cancelAuthorizationTime = WeChatTime.rfc3339(of: end)
        }
    }
}
