import OrderLifecycle
import Testing

@testable import WeChatPay

/// Members of a merchant's JSON that none of WeChat's pages names.
struct RequestMembersTests {
    @Test(
        arguments: [
            (#"{"risk_fnd":{"amout":1}}"#, OrderCall.Kind.create, ["/risk_fnd"]),
            (#"{"risk_fund":{"amout":1,"name":"DEPOSIT"}}"#, .create, ["/risk_fund/amout"]),
            (
                #"{"post_payments":[{"name":"a"},{"nam":"b"}],"x/y":1}"#, .create,
                ["/post_payments/1/nam", "/x~1y"]
            ),
            (#"{"total_amount":1,"notify_url":"u"}"#, .complete, ["/notify_url"]),
            (#"{"total_amount":1,"profit_sharing":true,"goods_tag":"g"}"#, .complete, []),
            (#"{"total_amount":1,"reason":"r","time_range":{}}"#, .modify, ["/time_range"]),
            (#"{"attach":{"anything":1},"need_user_confirm":true}"#, .create, []),
            ("[1]", .create, []), ("{", .create, []),
        ])
    func `those are found, wherever they stand`(
        json: String, call: OrderCall.Kind, pointers: [String]
    ) {
        let found = RequestMembers.unknown(in: Array(json.utf8), of: call)
        #expect(found.map(\.pointer) == pointers)
    }

    @Test func `what stands there instead is named`() throws {
        let json = Array(#"{"risk_fund":{"amout":1}}"#.utf8)
        let found = try #require(RequestMembers.unknown(in: json, of: .create).first)
        #expect(found.name == "amout")
        #expect(found.known == ["name", "amount", "description"])
    }
}
