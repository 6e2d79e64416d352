package import OrderEngine
import OrderLifecycle

extension ProviderRequest {
    /// The method with which the request is made.
    package var method: String { PayScoreTarget.call(call.kind, order).method }

    /// The target to which the request is made: what is signed, and what is sent.
    package var target: String { PayScoreTarget.call(call.kind, order).target }
}
