import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

/// Why an object is no authorization of WeChat's.
struct ParsedAuthorizationProblem: Error, Hashable, Sendable {
    let explanation: String
}

/// What an authorization object of WeChat's says.
struct ParsedAuthorization: Sendable {
    let merchantID: MerchantID?
    let appID: AppID?
    let serviceID: ServiceID?
    let code: AuthorizationCode?
    let openID: OpenID?
    let snapshot: AuthorizationSnapshot
    /// What may be kept: nothing that names the customer.
    let excerpt: String

    /// Reads an object.
    ///
    /// - Throws: ``ParsedAuthorizationProblem`` if it is none, or a member that tells whose it is
    ///   breaks its rule.
    init(_ body: [UInt8], limit: Int) throws(ParsedAuthorizationProblem) {
        let value: JSONValue
        do throws(JSONProblem) { value = try JSONValue.read(body, limit: limit) } catch {
            throw ParsedAuthorizationProblem(explanation: error.description)
        }
        guard case .object = value else {
            throw ParsedAuthorizationProblem(explanation: "the answer is not an object")
        }
        merchantID = try Self.identifier("mchid", in: value, MerchantID.init(_:))
        appID = try Self.identifier("appid", in: value, AppID.init(_:))
        serviceID = try Self.identifier("service_id", in: value, ServiceID.init(_:))
        code = try Self.identifier("authorization_code", in: value, AuthorizationCode.init(_:))
        openID = try Self.identifier("openid", in: value, OpenID.init(_:))
        let word = value["authorization_state"]?.unlessEmpty
        snapshot = AuthorizationSnapshot(
            state: word.map { $0.text ?? SnapshotReader.notText },
            openedAt: try Self.time("authorization_success_time", in: value),
            closedAt: try Self.time("cancel_authorization_time", in: value))
        let kept = [
            "authorization_code", "authorization_state", "authorization_success_time",
            "cancel_authorization_time",
        ].compactMap { name in
            value[name]?.text.map {
                JSONValue.Member(
                    name, .string(String($0.unicodeScalars.prefix(EvidenceExcerpt.textLimit))))
            }
        }
        excerpt = String(decoding: JSONValue.object(kept).canonical, as: UTF8.self)
    }

    /// Makes sure that the answer is about what was asked for, and of this merchant.
    ///
    /// What it does not say, it does not contradict, but for the code or the customer that the
    /// question named in a path and the answer's own state.
    func check(
        isAbout reference: AuthorizationReference, of merchant: WeChatPayMerchant
    ) throws(ParsedAuthorizationProblem) {
        guard (merchantID ?? merchant.merchantID) == merchant.merchantID,
            (appID ?? merchant.appID) == merchant.appID,
            (serviceID ?? merchant.serviceID) == merchant.serviceID
        else {
            throw ParsedAuthorizationProblem(
                explanation: "the answer speaks of another merchant, application or service")
        }
        let isAbout =
            switch reference {
            case .code(let asked): (code ?? asked) == asked
            case .openID(let asked): (openID ?? asked) == asked
            }
        guard isAbout else {
            throw ParsedAuthorizationProblem(
                explanation: "the answer speaks of another authorization")
        }
        guard code?.customer == nil else {
            throw ParsedAuthorizationProblem(
                explanation: "the answer's code has the form of a customer's name in the journal")
        }
    }

    private static func identifier<Value>(
        _ name: String, in object: JSONValue,
        _ make: (String) throws(InvalidValue) -> Value
    ) throws(ParsedAuthorizationProblem) -> Value? {
        guard let value = object[name]?.unlessEmpty else { return nil }
        guard let text = value.text else {
            throw ParsedAuthorizationProblem(explanation: "/\(name) is not a text")
        }
        do throws(InvalidValue) { return try make(text) } catch {
            throw ParsedAuthorizationProblem(explanation: "/\(name) \(error.explanation)")
        }
    }

    private static func time(
        _ name: String, in object: JSONValue
    ) throws(ParsedAuthorizationProblem) -> Timestamp? {
        guard let value = object[name]?.unlessEmpty else { return nil }
        guard let time = value.text.flatMap({ RFC3339.timestamp($0) }) else {
            throw ParsedAuthorizationProblem(explanation: "/\(name) is no time")
        }
        return time
    }
}
