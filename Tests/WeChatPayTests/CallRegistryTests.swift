import OrderEngine
import OrderLifecycle
import Testing

@testable import WeChatPay

/// What holds of every call, whichever it is.
struct CallRegistryTests {
    @Test(arguments: OrderCall.Kind.allCases)
    func `a call is made of one thing, and of nothing else`(
        call: OrderCall.Kind
    ) throws {
        let (json, reason) = (
            call.wire.init(.json([])), call.wire.init(.reason(try CancelReason("x")))
        )
        #expect((json == nil) != (reason == nil))
        let builder = RequestBuilder(merchant: try TestKeys.merchantSettings(), reasonLimit: 30)
        let wrong: ProviderWish.Content = json == nil ? .json([]) : .reason(try CancelReason("x"))
        #expect(throws: RequestProblems.self) {
            try builder.request(for: ProviderWish(call, wrong), of: OutOrderNumber("A1"))
        }
    }

    @Test func `no two calls are made at one target`() throws {
        let order = try OutOrderNumber("A1")
        let targets = OrderCall.Kind.allCases.map { $0.wire.target(of: order) }
        #expect(Set(targets).count == targets.count)
    }

    @Test(arguments: OrderCall.Kind.allCases)
    func `no call succeeds by an answer that does not name the order`(
        call: OrderCall.Kind
    ) {
        let proof = call.wire.proof
        #expect(proof.members.contains(.outOrderNumber))
        #expect(proof.members.contains(.orderID))
        #expect(!proof.acceptsNoContent)
    }
}
