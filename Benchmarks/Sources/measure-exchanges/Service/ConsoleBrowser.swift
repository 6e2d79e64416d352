import Foundation
import Measuring

/// Whoever is signed in to the console, on one connection.
struct ConsoleBrowser {
    private let connection: HTTPConnection
    private let cookie: String

    /// Signs in.
    init(_ service: RunningService) throws {
        connection = try HTTPConnection(port: service.api)
        let answer = try connection.exchange(
            HTTPRequestText.make(
                "POST", "/console/sign-in",
                headers: [(name: "Content-Type", value: "application/x-www-form-urlencoded")],
                body: Array("token=\(service.token)".utf8)))
        guard answer.status == 303,
            let cookie = answer.header("set-cookie")?.prefix(while: { $0 != ";" })
        else { throw WentOtherwise(what: "signing in", became: "answered \(answer.status)") }
        self.cookie = String(cookie)
    }

    /// Opens a page; returns how long it took, in milliseconds.
    func open(_ path: String) throws -> Double {
        let request = HTTPRequestText.make("GET", path, headers: [(name: "Cookie", value: cookie)])
        let start = Clocks.wall
        let answer = try connection.exchange(request)
        let milliseconds = (Clocks.wall - start) * 1000
        guard answer.status == 200 else {
            throw WentOtherwise(what: "the page \(path)", became: "answered \(answer.status)")
        }
        return milliseconds
    }
}
