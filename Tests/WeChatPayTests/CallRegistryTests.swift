import OrderEngine
import OrderLifecycle
import Testing

@testable import WeChatPay

/// What holds of every call, whichever it is.
struct CallRegistryTests {
    /// A wish for each call.
    private static func wish(
        _ operation: OrderLifecycle.Operation
    ) throws -> ProviderWish {
        switch operation {
        case .create: .create(json: [])
        case .complete: .complete(json: [])
        case .cancel: .cancel(try CancelReason("x"))
        }
    }

    @Test(arguments: OrderLifecycle.Operation.allCases)
    func `a wish is spoken as the call that is recorded`(
        operation: OrderLifecycle.Operation
    ) throws {
        let call = try Self.wish(operation).call
        #expect(call.operation == operation)
        #expect(type(of: call.wire) == operation.wire)
    }

    @Test func `no two calls are made at one target`() throws {
        let order = try OutOrderNumber("A1")
        let targets = OrderLifecycle.Operation.allCases.map { $0.wire.target(of: order) }
        #expect(Set(targets).count == targets.count)
    }

    @Test(arguments: OrderLifecycle.Operation.allCases)
    func `no call succeeds by an answer that does not name the order`(
        operation: OrderLifecycle.Operation
    ) {
        let proof = operation.wire.proof
        #expect(proof.members.contains(.outOrderNumber))
        #expect(proof.members.contains(.orderID))
        #expect(!proof.acceptsNoContent)
    }
}
