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
        let contents: [ProviderWish.Content] = [
            .json([]), .reason(try CancelReason("x")), .paidAt(TestKeys.now), .nothing,
        ]
        let wrong = contents.filter { call.wire.init($0) == nil }
        #expect(wrong.count == contents.count - 1)
        let builder = RequestBuilder(merchant: try TestKeys.merchantSettings(), reasonLimit: 30)
        for content in wrong {
            #expect(throws: RequestProblems.self) {
                try builder.request(for: ProviderWish(call, content), of: OutOrderNumber("A1"))
            }
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
    }
}
