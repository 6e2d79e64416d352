import HTTPTypes
import HummingbirdCore
import OrderEngine
import OrderPresentation

extension Console {
    /// Where a token is shown.
    func signIn(_ visit: ConsoleVisit) -> Response {
        signIn(visit, .ok, problem: nil, returning: visit.parameter("back"))
    }

    /// Begins a session for whoever has an accepted token.
    func enter(_ visit: ConsoleVisit) -> Response {
        let back = visit.field("back")
        do throws(ServiceProblem) {
            let secret = try sessions.begin(with: visit.field("token") ?? "", at: engine.now)
            if let old = visit.secret { sessions.end(old) }
            let seconds = Int(ConsoleSession.duration.components.seconds)
            return redirect(
                to: visit.returning(to: back),
                cookie(ConsoleVisit.sessionCookie, secret, seconds: seconds))
        } catch {
            return signIn(visit, error.status, problem: error, returning: back)
        }
    }

    /// Ends the session.
    func leave(_ visit: ConsoleVisit) -> Response {
        if let secret = visit.secret { sessions.end(secret) }
        return redirect(
            to: ConsolePage.signIn.path, cookie(ConsoleVisit.sessionCookie, "", seconds: 0))
    }

    /// Leads whoever is not signed in to where they can be, and back again afterwards.
    func signInNeeded(_ visit: ConsoleVisit) -> Response {
        let back = visit.page.method == .get ? "?back=" + visit.place.inPath : ""
        return redirect(to: ConsolePage.signIn.path + back)
    }

    /// Keeps another language in a cookie.
    func changeLanguage(_ visit: ConsoleVisit) -> Response {
        let language = visit.parameter("to").flatMap(Language.init) ?? visit.audience.language
        return redirect(
            to: visit.returning(to: visit.parameter("back")),
            cookie(ConsoleVisit.languageCookie, language.rawValue, seconds: 365 * 86_400))
    }

    private func signIn(
        _ visit: ConsoleVisit, _ status: HTTPResponse.Status, problem: ServiceProblem?,
        returning back: String?
    ) -> Response {
        page(
            .signIn, visit, status, title: told("Sign in", zh: "登录"),
            headers: problem?.headers[.retryAfter].map { [.retryAfter: $0] } ?? [:]
        ) {
            SignInView(
                problem: problem.map { told($0.english, zh: $0.chinese) },
                returning: visit.returning(to: back))
        }
    }
}

private struct SignInView {
    let problem: String?
    let returning: String
}
