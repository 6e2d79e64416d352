import OrderEngine
import OrderLifecycle
import StrictJSON

extension AuthorizationNotice {
    /// Reads what a notification says of an authorization; `nil` where a member breaks its rule.
    ///
    /// A time that is not understood is none.
    init?(_ change: Change, in value: JSONValue) {
        func text(_ name: String) -> String?? {
            guard let found = value[name]?.unlessEmpty else { return .some(nil) }
            return found.text.map { .some($0) }
        }
        guard let written = text("authorization_code"), let request = text("out_request_no"),
            let openID = text("openid")
        else { return nil }
        var code: AuthorizationCode?
        if let written {
            guard let checked = try? AuthorizationCode(written) else { return nil }
            code = checked
        }
        self.init(
            change, code: code, outRequestNumber: request, openID: openID,
            at: value["openorclose_time"]?.text.flatMap { try? Timestamp(beijing: $0) })
    }
}
