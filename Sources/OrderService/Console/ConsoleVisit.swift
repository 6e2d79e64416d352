import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// One request of a browser: the page, who is signed in, in which language, and what was brought.
struct ConsoleVisit: Sendable {
    let page: ConsolePage
    let audience: Audience
    /// Who is signed in; `nil` where nobody is.
    let signedIn: (session: ConsoleSession, principal: Principal)?
    /// What the browser keeps of the session.
    let secret: String?
    /// Where the request goes, with its query.
    let place: String
    private let names: [String: String]
    private let query: [String: String]
    private let form: [String: String]

    static let sessionCookie = "payscore_session"
    static let languageCookie = "payscore_language"
    static let formKey = "csrf"
    private static let refreshHeader = "X-Console-Refresh"
    private static let fetchSiteHeader = "Sec-Fetch-Site"

    /// Takes a request.
    ///
    /// - Throws: ``ServiceProblem`` for a form that comes from elsewhere, or cannot be read.
    init(
        _ page: ConsolePage, _ request: Request, _ context: ServiceContext,
        _ sessions: ConsoleSessions, at now: Timestamp
    ) async throws {
        self.page = page
        audience = Self.audience(of: request.headers)
        let secret = Self.cookie(Self.sessionCookie, in: request.headers)
        self.secret = secret
        let isRefresh = HTTPField.Name(Self.refreshHeader).map { request.headers[$0] != nil }
        signedIn = secret.flatMap {
            sessions.session(of: $0, at: now, isUse: isRefresh != true)
        }
        place = request.uri.string
        names = Self.names(of: page, in: context)
        query = Self.pairs(request.uri.query ?? "")
        let body = try await request.body.collect(upTo: ExchangeLimits.bodyLimit)
        form = Self.pairs(String(decoding: body.readableBytesView, as: UTF8.self))
        if page.method == .post { try check(request.headers, authority: request.head.authority) }
    }

    /// The language of a request, before anything else of it is known.
    static func audience(of headers: HTTPFields) -> Audience {
        if let chosen = cookie(languageCookie, in: headers).flatMap(Language.init) {
            return Audience(chosen).withPlainTimes
        }
        let wanted = (headers[.acceptLanguage] ?? "").lowercased().split(separator: ",").map {
            tag -> (name: Substring, quality: Double) in
            let parts = tag.split(separator: ";")
            let quality = parts.dropFirst().first { $0.contains("q=") }
                .flatMap { Double($0.split(separator: "=").last ?? "") }
            return (parts.first?.drop { $0 == " " } ?? "", quality ?? 1)
        }
        let known = wanted.filter { $0.name.hasPrefix("zh") || $0.name.hasPrefix("en") }
        let best = known.max { $0.quality < $1.quality }
        let first = known.first { $0.quality == best?.quality }
        return Audience(first?.name.hasPrefix("zh") == true ? .chinese : .english)
            .withPlainTimes
    }

    private static func cookie(_ name: String, in headers: HTTPFields) -> String? {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                let isNamed = parts.first?.trimmingCharacters(in: .whitespaces) == name
                if isNamed, parts.count == 2 {
                    return parts[1].trimmingCharacters(in: .whitespaces)
                }
            }
        }
        return nil
    }

    /// The pairs of a query or a form; of a name that stands there twice, the first value.
    private static func pairs(_ text: String) -> [String: String] {
        let found = text.split(separator: "&").compactMap { pair -> (String, String)? in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.replacing("+", with: " ").removingPercentEncoding }
            guard let name = parts.first ?? nil, let value = parts.last ?? nil, parts.count == 2
            else { return nil }
            return (name, value.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return Dictionary(found) { first, _ in first }
    }

    private static func names(
        of page: ConsolePage, in context: ServiceContext
    ) -> [String: String] {
        var names: [String: String] = [:]
        for part in page.path.split(separator: "/") where part.first == "{" {
            let name = String(part.dropFirst().dropLast())
            names[name] = context.parameters[Substring(name)]
                .flatMap { String($0).removingPercentEncoding }
        }
        return names
    }

    /// Makes sure that a form comes from a page of this console, and of this session.
    private func check(_ headers: HTTPFields, authority: String?) throws(ServiceProblem) {
        let site = HTTPField.Name(Self.fetchSiteHeader).flatMap { headers[$0] }
        let origin = headers[.origin]
        let isOwn = origin.map { origin in
            ["http://", "https://"].contains { origin == $0 + (authority ?? "") }
        }
        guard site == nil || site == "same-origin", isOwn ?? true else {
            throw .foreignForm("the form comes from another site")
        }
        guard page != .enter else { return }
        // Nobody is signed in: that is told by the page.
        guard let session = signedIn?.session else { return }
        let given = SHA256.hash(data: Array((form[Self.formKey] ?? "").utf8))
        guard given == SHA256.hash(data: Array(session.formKey.utf8)) else {
            throw .foreignForm("the form is none of this session; open the page again")
        }
    }
}

extension ConsoleVisit {
    /// The order that the path names.
    var order: OutOrderNumber {
        get throws { try OutOrderNumber(names["no"] ?? "") }
    }

    /// A name in the path.
    func name(_ name: String) -> String { names[name] ?? "" }

    /// A field of the form; absent where it is empty.
    func field(_ name: String) -> String? {
        form[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A parameter of the query; absent where it is empty.
    func parameter(_ name: String) -> String? {
        query[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What shows that this session's own form led to a page that tells of something done: a link
    /// that somebody else made must not have it told.
    func proof(of notice: String) -> String {
        let key = signedIn?.session.formKey ?? ""
        return String(Digest32.of("\(key) \(notice)".utf8).hex.prefix(16))
    }

    /// Whether the query has that.
    func hasProof(of notice: String) -> Bool {
        signedIn != nil && parameter("told") == proof(of: notice)
    }

    /// A whole number of the query, from 0; what is none counts as absent.
    func number(_ name: String) -> Int64? {
        parameter(name).flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// Where to go afterwards: a page of the console, whatever was asked for.
    func returning(to place: String?) -> String {
        guard let place, place == ConsolePage.root || place.hasPrefix(ConsolePage.root + "/"),
            !place.contains("\\"), !place.hasPrefix(ConsolePage.signIn.path),
            place.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) })
        else { return ConsolePage.overview.path + "/" }
        return place
    }

    /// Why what was typed cannot be taken, in the visitor's language.
    func words(of error: InvalidValue) -> String {
        audience.told { told("\(error)", zh: error.chinese) }
    }

    /// Whether a role of whoever is signed in may use a page.
    func may(_ page: ConsolePage) -> Bool {
        guard let access = page.access else { return true }
        return signedIn.map { !access.isDisjoint(with: $0.principal.roles) } ?? false
    }

    /// Whether a role of whoever is signed in may make a call.
    func may(_ kind: OrderCall.Kind) -> Bool {
        signedIn?.principal.roles.contains { $0.calls.contains(kind) } ?? false
    }

    /// Whether a role of whoever is signed in may acknowledge a loss.
    var mayAcknowledge: Bool {
        signedIn?.principal.roles.contains(where: \.mayAcknowledge) ?? false
    }

    /// Whom the records name.
    var caller: Caller {
        get throws {
            guard let signedIn else { throw ServiceProblem.access(.tokenMissing) }
            return Caller(
                actor: signedIn.principal.name, channel: try CallerChannel("console"),
                identification: .verified(
                    by: try IdentificationMethod(signedIn.session.credential.method)))
        }
    }
}

extension ServiceProblem {
    /// A form that no page of the session made.
    fileprivate static func foreignForm(_ english: String) -> ServiceProblem {
        ServiceProblem(.forbidden, .formForeign, english)
    }
}
