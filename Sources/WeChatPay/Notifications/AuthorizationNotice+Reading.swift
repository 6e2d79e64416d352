import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

extension AuthorizationNotice {
    /// Reads what a notification shows of an authorization; `nil` where a member breaks its rule.
    ///
    /// The moment is needed, to the second: without it one that comes late would count as the last.
    func observation(in value: JSONValue) -> AuthorizationObservation? {
        var (code, openID): (AuthorizationCode?, OpenID?)
        if let written = value["authorization_code"]?.unlessEmpty {
            // One that has the form of a customer's name would stand for somebody else's.
            guard let checked = written.text.flatMap({ try? AuthorizationCode($0) }),
                checked.customer == nil
            else { return nil }
            code = checked
        }
        if let written = value["openid"]?.unlessEmpty {
            guard let checked = written.text.flatMap({ try? OpenID($0) }) else { return nil }
            openID = checked
        }
        guard let moment = value["openorclose_time"]?.text, moment.utf8.count == 14,
            let time = try? Timestamp(beijing: moment)
        else { return nil }
        return AuthorizationObservation(snapshot: snapshot(at: time), code: code, openID: openID)
    }
}
