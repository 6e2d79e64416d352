import Foundation
import StrictJSON

/// What the customer does to an authorization, played by hand.
enum AuthorizationAction {
    /// The customer consents; `nil` makes a customer up.
    case open(openID: String?)
    /// The customer ends the authorization in WeChat, which open orders do not hinder.
    case close

    /// Reads the last segment of the path, and the customer out of the body of a consent.
    init(_ name: Substring, body: [UInt8]) throws(ControlRefusal) {
        switch name {
        case "open": self = .open(openID: try Self.openID(in: body))
        case "close": self = .close
        default: throw .unknownPath
        }
    }

    /// Returns the authorization as it stands after the action.
    func applied(
        to authorization: ServiceAuthorization, among all: [String: ServiceAuthorization],
        at now: Date
    ) throws(ControlRefusal) -> ServiceAuthorization {
        switch (self, authorization.stage) {
        case (.open(let openID), .unbound):
            let age = now.timeIntervalSince(authorization.tokenIssuedAt)
            guard age <= ServiceAuthorization.tokenLifetime else {
                throw .wrongStage(
                    "The token is older than an hour; pre-authorize again for a fresh one.")
            }
            let customer = openID ?? "o" + RandomText.lettersAndDigits(27)
            if let other = all.ofCustomer(customer), other.isAvailable {
                throw .wrongStage("The customer has consented already, under \(other.code).")
            }
            return authorization.state(at: .available(openID: customer, since: now))
        case (.close, .available(let openID, let start)):
            return authorization.state(
                at: .unavailable(openID: openID, since: start, until: now))
        case (.open, .available), (.open, .unavailable):
            throw .wrongStage("Only an authorization that is UNBINDUSER can be opened.")
        case (.close, .unbound), (.close, .unavailable):
            throw .wrongStage("Only an authorization that is AVAILABLE can be closed.")
        }
    }

    private static func openID(in body: [UInt8]) throws(ControlRefusal) -> String? {
        guard !body.isEmpty else { return nil }
        guard let fields = try? JSONValue.read(body),
            fields.members?.allSatisfy({ $0.name == "openid" }) == true
        else { throw .badRequest("Send no body, or {\"openid\": …}.") }
        guard let value = fields["openid"] else { return nil }
        guard let openID = value.text, (1...128).contains(openID.unicodeScalars.count) else {
            throw .badRequest("openid must be a text of 1 to 128 characters.")
        }
        return openID
    }
}
