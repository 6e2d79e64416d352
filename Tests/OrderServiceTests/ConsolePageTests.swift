import Crypto
import InMemoryLogging
import Logging
import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderService

/// What the pages show, and what they never do.
@Suite struct ConsolePageTests {
    private static let order = "/console/orders/\(ServiceBench.number)"
    private static let pages = [
        "/console/", "/console/orders", "/console/orders?phase=awaiting_payment",
        "/console/orders.csv", order, "\(order)/records/1", "\(order)/picture.svg",
        "\(order)/export.jsonl", "\(order)/evidence", "\(order)/calls/modify",
        "\(order)/calls/report-paid", "/console/attempts", "/console/authorizations",
        "/console/limit", "/console/drift", "/console/checkpoints", "/console/phases.svg",
        "/console/style.css", "/console/script.js", "/console/icon.svg", "/console/sign-in",
        "/console/orders/none", "\(order)/records/999", "\(order)/calls/none",
        "/console/orders?phase=none",
    ]

    @Test func `every answer tells the browser to load nothing from elsewhere and keep nothing`()
        async throws
    {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let browser = try await ConsoleBrowser(bench, as: .approver)
            var answers = try await ConsoleBrowser(bench).post("/console/sign-in", key: "")
            for page in Self.pages {
                answers = try await browser.get(page)
                let policy = try #require(answers.header("content-security-policy"), "\(page)")
                for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"] {
                    #expect(policy.contains(part))
                }
                #expect(!policy.contains("unsafe"))
                #expect(answers.header("x-frame-options") == "DENY")
                #expect(answers.header("x-content-type-options") == "nosniff")
                #expect(answers.header("cache-control") == "no-store")
                #expect(answers.header("referrer-policy") == "same-origin")
                #expect(answers.status < 500)
                guard answers.header("content-type")?.hasPrefix("text/html") == true else {
                    continue
                }
                for part in [" style=", "<style", " onclick=", "<script>", "javascript:"] {
                    #expect(!answers.text.contains(part), "\(page): \(part)")
                }
                let isExternal = answers.text.contains("src=\"http")
                #expect(!isExternal)
                // A name in a template that no view has would leave a gap, and a brace none.
                #expect(!answers.text.contains("{{") && !answers.text.contains("[["))
            }
        }
    }

    /// A combining character behind a quotation mark makes one character of both.
    private static let hostile = "<script>alert(1)</script>\"\u{301}'\u{301} x=<\u{301}b>&amp;"

    @Test func `what a person wrote is shown as it is, and is never a tag`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let keeper = try await ConsoleBrowser(bench, as: .operator)
            let protected = try await keeper.post(
                "\(Self.order)/protect", ["reason": Self.hostile])
            #expect(protected.status == 303, "\(protected.text)")
            let approver = try await ConsoleBrowser(bench, as: .approver)
            let known = try await bench.engine.order(OutOrderNumber(ServiceBench.number))
            let last = try #require(known).revision
            let pages = [
                try await keeper.get(Self.order), try await keeper.get("\(Self.order)/evidence"),
                try await keeper.inChinese.get(Self.order),
                try await keeper.get("\(Self.order)/records/\(last)"),
                try await keeper.get("/console/sign-in?back=%22%3E%3Cscript%3E"),
                try await keeper.get("/console/orders?number=%3Cscript%3E"),
                try await keeper.get("/console/orders/%3Cscript%3E"),
                try await approver.post(
                    "\(Self.order)/calls/report-paid/decision", ["paid_at": "\"><script>"]),
            ]
            for page in pages {
                let bytes = Array(page.text.utf8)
                #expect(!page.text.contains("<script>"))
                // Scalar by scalar: a mark that a combining character follows is still a mark.
                let mark = Array("\"\u{301}".utf8)
                let isFree = bytes.indices.contains {
                    bytes[$0...].prefix(mark.count).elementsEqual(mark)
                }
                #expect(!isFree)
            }
            let told = try #require(pages.first).text
            #expect(told.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        }
    }

    @Test func `no page has a token, a session or a customer's openid`() async throws {
        try await ServiceBench.serving { bench in
            let openID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
            let created = try await bench.call(
                #"{"call":"create","body":{"need_user_confirm":true,"openid":"\#(openID)"}}"#,
                as: .service)
            #expect(created.status == 200, "\(created.text)")
            let browser = try await ConsoleBrowser(bench, as: .approver)
            var secrets = bench.tokens.values.map(\.secret) + [openID]
            secrets += browser.cookies.compactMap { $0.split(separator: "=").last.map(String.init) }
            secrets += bench.tokens.values.map { $0.digest.hex }
            var answers = [
                try await browser.post(
                    "/console/sign-in", ["token": bench.expired.secret + "x"], key: "")
            ]
            for page in Self.pages { answers.append(try await browser.get(page)) }
            let lines = bench.log.entries.map { "\($0.message) \($0.metadata)" }
            #expect(lines.contains { $0.contains("console_order") })
            for secret in secrets + [bench.expired.secret] {
                #expect(!answers.contains { $0.text.contains(secret) })
                #expect(!lines.contains { $0.contains(secret) })
            }
        }
    }

    @Test func `an order is found by how its number begins, and by its phase`() async throws {
        try await ServiceBench.serving { bench in
            for number in ["RENT-1", "RENT-10", "RENT-2", "SALE-1"] {
                _ = try await bench.engine.create(
                    OutOrderNumber(number), json: Array(#"{"need_user_confirm":true}"#.utf8),
                    caller: Caller(actor: ActorName("shop"), channel: CallerChannel("test")))
            }
            let browser = try await ConsoleBrowser(bench, as: .reader)
            func found(_ query: String) async throws -> [String] {
                let text = try await browser.get("/console/orders?\(query)").text
                return text.matches(of: /\/console\/orders\/([A-Z]+-[0-9]+)"/)
                    .map { String($0.1) }
            }
            #expect(try await found("number=RENT-1") == ["RENT-1", "RENT-10"])
            #expect(try await found("number=RENT-1&phase=created") == ["RENT-1", "RENT-10"])
            #expect(try await found("number=RENT-1&phase=done").isEmpty)
            #expect(try await found("number=ZZZ").isEmpty)
            #expect(Set(try await found("")).count == 4)
            let table = try await browser.get("/console/orders.csv?number=RENT")
            #expect(table.text.split(separator: "\r\n").count == 4)
            #expect(table.header("content-type") == "text/csv; charset=utf-8")
        }
    }

    @Test func `lists go on page by page, until every order was shown once`() async throws {
        try await ServiceBench.serving { bench in
            let caller = Caller(actor: try ActorName("shop"), channel: try CallerChannel("test"))
            for number in 100..<220 {
                _ = try await bench.engine.create(
                    OutOrderNumber("RENT-\(number)"), json: Array("{}".utf8), caller: caller)
            }
            let browser = try await ConsoleBrowser(bench, as: .reader)
            for start in ["/console/orders", "/console/orders?phase=created", "/console/attempts"] {
                var seen: [String] = []
                var next: String? = start
                while let path = next {
                    let text = try await browser.get(path).text
                    seen += text.matches(of: /href="\/console\/orders\/(RENT-[0-9]+)"/)
                        .map { String($0.1) }
                    next = text.firstMatch(of: /href="([^"]*)" rel="next"/)
                        .map { String($0.1).replacing("&amp;", with: "&") }
                }
                #expect(seen.count == 120, "\(start)")
                #expect(Set(seen).count == 120, "\(start)")
            }
        }
    }

    @Test func `each record shows whether its chain holds and whether it is sealed`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let browser = try await ConsoleBrowser(bench, as: .reader)
            let before = try await browser.get(Self.order).text
            #expect(before.contains("✓ chain") && before.contains("not sealed yet"))
            // Sealed elsewhere: that the records are the same was not compared here.
            try await bench.seal()
            let elsewhere = try await browser.get(Self.order).text
            #expect(elsewhere.contains("seal not compared") && !elsewhere.contains("✓ sealed"))
            let claimed = try await browser.get("\(Self.order)/evidence").text
            #expect(claimed.contains("has not found them to be the same"))
            #expect(!claimed.contains("Every record above is sealed"))
            let sealed = try await bench.send(
                "POST", "/v1/checkpoints", as: .operator, json: "{}")
            #expect(sealed.status == 200, "\(sealed.text)")
            let after = try await browser.get(Self.order).text
            #expect(after.contains("✓ sealed") && !after.contains("not sealed yet"))
            #expect(!after.contains("chain broken") && !after.contains("seal not compared"))
            let evidence = try await browser.get("\(Self.order)/evidence").text
            #expect(evidence.contains("Every record above is sealed by this checkpoint;"))
            #expect(evidence.contains("以上全部记录均已被此检查点封存；"))
            let known = try await bench.engine.order(OutOrderNumber(ServiceBench.number))
            #expect(evidence.contains(try #require(known).head.hex))
            let raw = try await browser.get("\(Self.order)/records/1").text
            #expect(raw.contains("&quot;sequence&quot;: "))
            #expect(
                try await browser.get("/console/checkpoints").text.contains("valid for the key"))
        }
    }

    @Test func `the language is that of the browser, until a link changes it`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let browser = try await ConsoleBrowser(bench, as: .reader)
            let chinese = [("accept-language", "fr, zh-CN;q=0.9, en;q=0.8")]
            let page = try await browser.get(Self.order, headers: chinese).text
            #expect(page.contains("lang=\"zh-CN\"") && page.contains("待支付 awaiting_payment"))
            #expect(page.contains("Asia/Shanghai"))
            let english = try await browser.get(Self.order).text
            #expect(english.contains("lang=\"en\"") && english.contains("Times in UTC"))
            let change = try await browser.get("/console/language?to=zh&back=\(Self.order)")
            #expect(change.header("location") == Self.order)
            #expect(change.header("set-cookie")?.hasPrefix("payscore_language=zh;") == true)
            #expect(try await browser.inChinese.get("/console/").text.contains("概览"))
        }
    }

    @Test func `no template lets a text through unescaped`() {
        for name in ConsoleTemplates.Name.allCases {
            let source = String(decoding: name.source, as: UTF8.self)
            #expect(!source.contains("{{{") && !source.contains("{{&"), "\(name)")
        }
    }

    @Test func `the overview counts the orders and what is due`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let text = try await ConsoleBrowser(bench, as: .reader).get("/console/").text
            #expect(text.contains("value=\"12800\">¥128.00"))
            #expect(text.contains("1 order: what is still due"))
        }
    }
}
