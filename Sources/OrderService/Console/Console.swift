import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import OrderEngine
import OrderEngineJSON
import OrderLifecycle
import OrderPresentation

/// The audit console: what the API says, as pages for people, behind a session instead of a token
/// in each request.
///
/// Every page stands for an endpoint of the API, whose roles decide who may use it.
struct Console: Sendable {
    let api: OrderAPI
    let sessions: ConsoleSessions
    let overview: OverviewCache
    private let templates: ConsoleTemplates
    /// Whether browsers may be told to send the session through TLS alone.
    private let isBehindTLS: Bool

    var engine: Engine { api.engine }

    /// How many rows a page has.
    static let pageSize = 50

    init(_ api: OrderAPI, tokens: AcceptedTokens, isBehindTLS: Bool) throws {
        self.api = api
        self.isBehindTLS = isBehindTLS
        sessions = ConsoleSessions(tokens: tokens, random: api.engine.randomness)
        overview = OverviewCache()
        templates = try ConsoleTemplates()
    }

    /// Adds every page at its place.
    func add(to router: Router<ServiceContext>) {
        for page in ConsolePage.allCases {
            router.on(RouterPath(page.path), method: page.method) { request, context in
                try await answer(page, request, context)
            }
        }
    }

    private func answer(
        _ page: ConsolePage, _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let started = engine.uptime
        func tell(_ principal: Principal?, _ status: HTTPResponse.Status, _ outcome: String) {
            api.tell(
                request, "console_\(page.rawValue)", principal, status.code, outcome,
                since: started)
        }
        let visit: ConsoleVisit
        do {
            visit = try await ConsoleVisit(page, request, context, sessions, at: engine.now)
        } catch {
            let problem = ServiceProblem(error)
            tell(nil, problem.status, problem.code)
            return secured(bare(problem, ConsoleVisit.audience(of: request.headers)))
        }
        guard page.access == nil || visit.signedIn != nil else {
            tell(nil, .seeOther, "signed_out")
            return secured(signInNeeded(visit))
        }
        let principal = visit.signedIn?.principal
        do {
            if let principal, let wait = api.rate.take(of: principal.name, at: started) {
                throw ServiceProblem.rateExceeded(wait)
            }
            guard visit.may(page) else { throw ServiceProblem.access(.roleMissing) }
            let limit = page == .ordersCSV ? api.downloads : api.underWay
            let response = try await api.held(limit, by: principal) { try await answer(visit) }
            tell(principal, response.status, "\(response.status.code)")
            return secured(response)
        } catch {
            let problem = ServiceProblem(error)
            tell(principal, problem.status, problem.code)
            if problem.status == .internalServerError {
                api.logger.error(
                    "request failed",
                    metadata: ["code": "\(problem.code)", "error": "\(type(of: error))"])
            }
            return secured(self.problem(problem, visit))
        }
    }

    private func answer(_ visit: ConsoleVisit) async throws -> Response {
        switch visit.page {
        case .style: Response(.ok, type: "text/css", bytes: PackageResources.style_css)
        case .script: Response(.ok, type: "text/javascript", bytes: PackageResources.script_js)
        case .icon: Response(.ok, type: "image/svg+xml", bytes: PackageResources.icon_svg)
        case .language: changeLanguage(visit)
        case .signIn: signIn(visit)
        case .enter: enter(visit)
        case .leave: leave(visit)
        case .overview: try await showOverview(visit)
        case .phases: try await phaseChart(visit)
        case .orders: try await orders(visit)
        case .ordersCSV: try ordersCSV(visit)
        case .order: try await order(visit)
        case .record: try await record(visit)
        case .picture: try await picture(visit)
        case .export: try await export(visit)
        case .evidence: try await evidence(visit)
        case .question: try await question(visit)
        case .decision: try await decision(visit)
        case .call: try await call(visit)
        case .protect, .unprotect: try await changeProtection(visit)
        case .approvalRequest: try await requestApproval(visit)
        case .approvals: try await approvals(visit)
        case .approval: try await approval(visit)
        case .approvalAcknowledge, .approvalReject, .approvalWithdraw:
            try await decideApproval(visit)
        case .attempts: try await attempts(visit)
        case .reconcile: try await reconcile(visit)
        case .authorizations: try await authorizations(visit)
        case .authorization: try await authorization(visit)
        case .limit: try await limit(visit)
        case .limitReset: try await resetLimit(visit)
        case .drift: try await drift(visit)
        case .checkpoints: try await checkpoints(visit)
        case .verify: try verify(visit)
        case .seal: try await seal(visit)
        case .webhook: try await webhook(visit)
        case .webhookRedeliver, .webhookDrop: try await reviveDelivery(visit)
        }
    }
}

extension Console {
    /// A page, made in the language of the visit.
    ///
    /// - Parameters:
    ///   - title: What the page is called.
    ///   - isLive: Whether the script refreshes it.
    ///   - content: What it shows; made in the language of the visit.
    func page(
        _ name: ConsoleTemplates.Name, _ visit: ConsoleVisit, _ status: HTTPResponse.Status = .ok,
        title: @autoclosure () -> String, isLive: Bool = false, headers: HTTPFields = [:],
        _ content: () -> Any
    ) -> Response {
        let bytes = visit.audience.told {
            templates.page(
                name,
                ConsoleFrame(
                    visit, title: title(), isLive: isLive, hasWebhook: api.webhook != nil,
                    content()))
        }
        return Response(status, type: "text/html; charset=utf-8", bytes: bytes, headers: headers)
    }

    /// Leads to another page, so that to load it again sends nothing again.
    func redirect(to place: String, _ cookies: String...) -> Response {
        var headers = HTTPFields()
        headers[.location] = place
        for cookie in cookies {
            headers.append(HTTPField(name: .setCookie, value: cookie))
        }
        return Response(.seeOther, type: "text/plain", bytes: [], headers: headers)
    }

    /// A cookie for the console alone, which no script reads and no other site sends.
    func cookie(_ name: String, _ value: String, seconds: Int) -> String {
        "\(name)=\(value); Path=\(ConsolePage.root); HttpOnly; SameSite=Strict; "
            + "Max-Age=\(seconds)" + (isBehindTLS ? "; Secure" : "")
    }

    private func problem(_ problem: ServiceProblem, _ visit: ConsoleVisit) -> Response {
        page(
            .problem, visit, problem.status, title: told("Not done", zh: "没有完成"),
            headers: problem.headers.withoutChallenge
        ) { ProblemView(problem) }
    }

    /// What is refused before it is known who asks.
    private func bare(_ problem: ServiceProblem, _ audience: Audience) -> Response {
        let text = audience.told { told(problem.english, zh: problem.chinese) }
        return Response(
            problem.status, type: "text/plain; charset=utf-8",
            bytes: Array("\(problem.code): \(text)\n".utf8), headers: problem.headers)
    }

    /// What browsers are told about every answer: nothing but our own files is loaded, nobody
    /// frames it, and nobody keeps it.
    private func secured(_ response: Response) -> Response {
        var response = response
        for (name, value) in Self.protection {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }

    private static let protection = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Frame-Options", "DENY"),
        // Without the origin, a browser would send "null" with our own forms.
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}

/// Why something was not done.
private struct ProblemView {
    let heading: String
    let sentence: String
    let others: [String]
    let code: String

    init(_ problem: ServiceProblem) {
        heading = told("Not done", zh: "没有完成")
        sentence = told(problem.english, zh: problem.chinese)
        others = problem.problems.map { "\($0.pointer) \($0.message)" }
        code = problem.code
    }
}

extension HTTPFields {
    /// The headers without the question for a token, which a browser would ask a person for.
    fileprivate var withoutChallenge: HTTPFields {
        var headers = self
        headers[.wwwAuthenticate] = nil
        return headers
    }
}
