import OrderEngine
import OrderLifecycle
import StrictJSON

extension RequestMessage {
    /// The customer whom the request names: in its path, or in its body, where the merchant's JSON
    /// of any call may name one, at any depth.
    var openID: OpenID? {
        PermissionTarget.openID(in: path)
            ?? JSONValue.openIDs(in: body).first.map { OpenID(inBody: $0) }
    }
}
