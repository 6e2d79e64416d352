import OrderEngine
import OrderLifecycle
import Testing

@testable import WeChatPay

/// The bytes of what is asked and done about authorizations.
struct AuthorizationRequestTests {
    private static let openID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"

    private static func request(_ wish: AuthorizationWish) throws -> AuthorizationRequest {
        let merchant = try TestKeys.merchantSettings()
        return try RequestBuilder(merchant: merchant, reasonLimit: CancelReason.newerLimit)
            .request(for: wish)
    }

    private static func text(_ request: AuthorizationRequest) -> String {
        let message = request.message
        let body = String(decoding: message.body, as: UTF8.self)
        return "\(message.method) \(message.path) \(body)"
    }

    @Test func `a code is pre-authorized, with an address or without`() throws {
        let code = try AuthorizationCode("AUTH-1")
        let plain = try Self.request(.request(code, notifyURL: nil))
        #expect(
            Self.text(plain) == """
                POST /v3/payscore/permissions {"appid":"wxd678efh567hg6787",\
                "authorization_code":"AUTH-1","service_id":"500001"}
                """)
        #expect(plain.message.openID == nil)
        let told = try Self.request(.request(code, notifyURL: "https://m.example/n"))
        #expect(Self.text(told).contains(#""notify_url":"https://m.example/n""#))
    }

    @Test(arguments: [
        "", "http://m.example/n", "https://", "https://m.example/n?a=1",
        "https://m.example/" + String(repeating: "x", count: 255),
    ])
    func `an address that WeChat does not take is refused`(url: String) throws {
        let code = try AuthorizationCode("AUTH-1")
        #expect {
            try Self.request(.request(code, notifyURL: url))
        } throws: { ($0 as? RequestProblems)?.first.pointer == "/notify_url" }
    }

    @Test func `an end names the code in its path, and the application only with a customer`()
        throws
    {
        let reason = try CancelReason("用户要求")
        let byCode = try Self.request(
            .terminate(.code(try AuthorizationCode("a|b*c_d-1")), reason))
        #expect(
            Self.text(byCode) == """
                POST /v3/payscore/permissions/authorization-code/a%7Cb*c_d-1/terminate \
                {"reason":"用户要求","service_id":"500001"}
                """)
        #expect(byCode.message.openID == nil)
        let byCustomer = try Self.request(.terminate(.openID(try OpenID(Self.openID)), reason))
        #expect(
            Self.text(byCustomer) == """
                POST /v3/payscore/permissions/openid/\(Self.openID)/terminate \
                {"appid":"wxd678efh567hg6787","reason":"用户要求","service_id":"500001"}
                """)
        #expect(byCustomer.message.openID?.text == Self.openID)
        #expect(byCustomer.reason == "用户要求")
    }

    @Test(arguments: ["../serviceorder", "a/b", "a?b", "a%2Fb", "a b", ""])
    func `what cannot stand in a path names nobody`(text: String) {
        #expect(throws: InvalidValue.self) { try OpenID(text) }
        let path = "/v3/payscore/permissions/openid/\(text)/terminate"
        #expect(PermissionTarget.openID(in: path)?.text != text)
    }

    @Test func `a query names the service, and the application with a customer`() throws {
        let merchant = try TestKeys.merchantSettings()
        let byCode = PermissionTarget.query(
            .code(try AuthorizationCode("AUTH-1")), of: merchant)
        #expect(
            byCode.path
                == "/v3/payscore/permissions/authorization-code/AUTH-1?service_id=500001")
        let byCustomer = PermissionTarget.query(
            .openID(try OpenID(Self.openID)), of: merchant)
        #expect(
            byCustomer.path
                == "/v3/payscore/permissions/openid/\(Self.openID)?service_id=500001"
                + "&appid=wxd678efh567hg6787")
        #expect(byCustomer.method == "GET" && byCustomer.openID?.text == Self.openID)
    }

    @Test(
        arguments: [
            (#"{"openid":"oA"}"#, "oA"), (#"{"a":[{"openid":"oA"}]}"#, "oA"),
            (#"{"openid":1}"#, nil),
            (#"{"open_id":"oA"}"#, nil), ("no JSON \"openid\"", nil),
        ] as [(String, String?)])
    func `the customer of a body is its own member`(body: String, openID: String?) {
        let message = RequestMessage(path: "/v3/create", body: Array(body.utf8))
        #expect(message.openID?.text == openID)
    }
}
