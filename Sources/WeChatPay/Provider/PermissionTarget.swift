import OrderEngine
import OrderLifecycle

/// The request lines of what is done about authorizations, made in this one place.
///
/// Source: the permission pages of the Pay Score documentation.
enum PermissionTarget {
    /// Where codes are pre-authorized, and under which authorizations stand.
    static let permissions = "/v3/payscore/permissions"
    private static let byCode = permissions + "/authorization-code/"
    private static let byOpenID = permissions + "/openid/"

    /// Where an authorization stands.
    static func path(of reference: AuthorizationReference) -> String {
        switch reference {
        case .code(let code):
            // A code has the alphabet of an out-order number.
            byCode + code.pathSegment
        case .openID(let openID): byOpenID + openID.text
        }
    }

    /// Asks for an authorization.
    static func query(
        _ reference: AuthorizationReference, of merchant: WeChatPayMerchant
    ) -> RequestMessage {
        let appID =
            switch reference {
            case .code: ""
            case .openID: "&appid=\(merchant.appID)"
            }
        return RequestMessage(
            method: "GET",
            path: path(of: reference) + "?service_id=\(merchant.serviceID)" + appID, body: [])
    }

    /// The customer whom a path names; what no `openid` is names nobody.
    static func openID(in path: String) -> OpenID? {
        guard path.hasPrefix(byOpenID) else { return nil }
        let rest = path.dropFirst(byOpenID.count)
        let segment = rest.prefix { $0 != "/" && $0 != "?" }
        return try? OpenID(String(segment))
    }
}
