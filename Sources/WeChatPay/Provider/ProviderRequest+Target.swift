package import OrderEngine
import OrderLifecycle
import StrictJSON

extension ProviderRequest {
    /// The method with which the request is made.
    package var method: String { PayScoreTarget.call(call.kind, order).method }

    /// The target to which the request is made: what is signed, and what is sent.
    package var target: String { PayScoreTarget.call(call.kind, order).target }
}

extension ProviderRequest {
    /// The customer whom the body names: whatever the call is, the merchant's JSON may name one.
    var openID: String? {
        (try? JSONValue.read(body, limit: body.count))?["openid"]?.text
    }
}
