import OrderEngine
import OrderLifecycle
import StrictJSON

extension RequestMessage {
    /// The customer whom the request names: in its path, or in its body, where the merchant's JSON
    /// of any call may name one.
    var openID: OpenID? {
        if let text = PermissionTarget.openID(in: path) { return text }
        // Few bodies name one, and reading all of them would cost each call.
        guard body.contains(Self.member) else { return nil }
        return (try? JSONValue.read(body, limit: body.count))?["openid"]?.text
            .map { OpenID(inBody: $0) }
    }

    private static let member = Array(#""openid""#.utf8)
}
