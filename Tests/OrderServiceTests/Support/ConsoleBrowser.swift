import Testing

@testable import OrderService

/// What a browser keeps of the console: the session's cookie, and its language.
struct ConsoleBrowser: Sendable {
    let bench: ServiceBench
    private(set) var cookies: [String] = []

    /// Nobody is signed in.
    init(_ bench: ServiceBench) {
        self.bench = bench
    }

    /// Signs in as the principal of a role.
    init(_ bench: ServiceBench, as role: Role) async throws {
        self.init(bench)
        let token = try #require(bench.tokens[role]).secret
        let answer = try await post("/console/sign-in", ["token": token], key: nil)
        try #require(answer.status == 303, "\(answer.text)")
        let cookie = try #require(answer.header("set-cookie"))
        cookies = [String(cookie.prefix { $0 != ";" })]
    }

    /// The same browser in Chinese.
    var inChinese: ConsoleBrowser {
        var browser = self
        browser.cookies.append("payscore_language=zh")
        return browser
    }

    func get(_ path: String, headers: [(String, String)] = []) async throws -> Answered {
        try await Answered.of("GET", url(path), headers: headers + cookie, isFollowing: false)
    }

    /// Sends a form.
    ///
    /// - Parameter key: The key of the session's forms; what is left out is read of a page.
    func post(
        _ path: String, _ fields: [String: String] = [:], key: String?? = .none,
        headers: [(String, String)] = []
    ) async throws -> Answered {
        var fields = fields
        if let known = key { fields["csrf"] = known } else { fields["csrf"] = try await formKey() }
        let form = fields.map { "\($0.key)=\($0.value.inPath)" }.joined(separator: "&")
        return try await Answered.of(
            "POST", url(path), json: form,
            headers: headers + cookie + [("content-type", "application/x-www-form-urlencoded")],
            isFollowing: false)
    }

    /// The key that every form of the session brings.
    func formKey() async throws -> String {
        try await get("/console/").field("csrf") ?? ""
    }

    private func url(_ path: String) -> String { "http://127.0.0.1:\(bench.apiPort)\(path)" }

    private var cookie: [(String, String)] {
        cookies.isEmpty ? [] : [("cookie", cookies.joined(separator: "; "))]
    }
}

extension Answered {
    /// The value of the first field of a form that has this name.
    func field(_ name: String) -> String? {
        guard let start = text.firstRange(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
}
