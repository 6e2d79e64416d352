import Foundation
import Testing

/// What a person reads with `--lang zh`: Chinese sentences and Beijing time, whatever they ask.
struct ChineseAnswerTests {
    @Test func `no answer in the life of an order is left in English`() async throws {
        let shop = try await Shop()
        let lines = try await Self.life(in: shop)
        for (words, run) in lines { Self.expectChinese(run, of: words) }
        let all = lines.map(\.run.output).joined()
        for heading in ["已创建", "已完结", "须先确认", "已取消", "已拒绝", "冲突", "核验通过", "已封存", "试运行"] {
            #expect(all.contains(heading), "\(heading)")
        }
        #expect(all.contains("待支付 awaiting_payment · 待付 ¥50.00"))
        #expect(all.contains("微信将永久停止收取 ¥50.00；如果用户已通过其他方式付款"))
        #expect(!all.contains("WeChat would stop"))
        #expect(all.contains("请求已留存，待发送 intended"))
        #expect(all.contains("身份 自称"))
        #expect(!all.contains("claimed"))
    }

    @Test func `the demonstration is told in Chinese`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(["demo", "--lang", "zh"], in: directory.url)
        #expect(run.status == 0, "\(run.errors)")
        Self.expectChinese(run, of: ["demo"])
        #expect(run.output.contains("全部 13 步都与预期相符"))
    }

    @Test func `the language and the zone of a person leave JSON as it is`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        for words in [
            ["orders"], ["attempts"], ["history", "A-1"], ["velocity-limit", "status"], ["verify"],
            ["diagram", "A-1"], ["export", "A-1", "--checkpoint", "none"], ["init"],
            ["history", "NONE"], ["cancel", "A-1", "--reason", ""],
        ] {
            let json = words + ["--output", "json"]
            let plain = try await shop.payscore(json)
            let chinese = try await shop.payscore(
                json + ["--lang", "zh", "--time-zone", "Asia/Shanghai"],
                environment: ["LC_ALL": "zh_CN.UTF-8"])
            #expect(plain.output == chinese.output, "\(words)")
            #expect(plain.errors == chinese.errors, "\(words)")
            #expect(!(plain.output + plain.errors).isEmpty, "\(words)")
        }
        let doctor = ["doctor", "--output", "json"]
        let plain = try await shop.payscore(doctor).lines
        let chinese = try await shop.payscore(doctor + ["--lang", "zh"]).lines
        #expect(
            plain.map { $0["check"] as? String } == chinese.map { $0["check"] as? String })
        #expect(plain.contains { $0["check"] as? String == "journal time" })
    }

    @Test(arguments: [
        (["--lang", "zh"], #"[0-9]{2}\.[0-9]{3}\+08:00"#),
        (["--lang", "en"], #"[0-9]{2}\.[0-9]{3}Z"#),
        (["--time-zone", "America/St_Johns"], #"[0-9]{2}\.[0-9]{3}-0[23]:30"#),
        (["--lang", "zh", "--time-zone", "UTC"], #"[0-9]{2}\.[0-9]{3}Z"#),
    ])
    func `every time is shown in the person's zone`(
        options: [String], form: String
    ) async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let ours = try Regex(form)
        let time = try Regex(#"T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}(Z|[+-][0-9]{2}:[0-9]{2})"#)
        for words in [["orders"], ["attempts"], ["history", "A-1"], ["can-cancel", "A-1"]] {
            let run = try await shop.payscore(words + options)
            let times = run.output.matches(of: time)
            #expect(!times.isEmpty, "\(words): \(run.output)")
            #expect(times.count == run.output.matches(of: ours).count, "\(words): \(run.output)")
        }
    }
}

extension ChineseAnswerTests {
    private typealias Answer = (words: [String], run: Program.Run)

    /// Asks everything that has an answer, in Chinese.
    private static func life(in shop: Shop) async throws -> [Answer] {
        var answers: [Answer] = []
        func ask(_ words: String..., input: String? = nil, status: Int32 = 0) async throws {
            let run = try await shop.payscore(words + ["--lang", "zh"], input: input)
            #expect(run.status == status, "\(words): \(run.output)\(run.errors)")
            answers.append((words, run))
        }
        try await ask("init")
        try await ask("orders", "--phase", "expired")
        try await ask("attempts")
        try await ask("create", "-", input: Shop.creation("A-1"))
        try await shop.control("orders/A-1/confirm")
        try await ask("query", "A-1")
        try await ask("can-cancel", "A-1")
        try await ask("protect", "A-1", "--reason", "核实")
        try await ask("orders")
        try await ask("unprotect", "A-1", "--reason", "核实")
        try await ask("complete", "A-1", "-", input: Shop.completion(6000))
        try await ask("modify", "A-1", "-", input: Shop.modification(5000), status: 10)
        try await answers += consented(
            ["modify", "A-1", "-"], "10.00", shop, input: Shop.modification(5000))
        try await ask("can-cancel", "A-1", "--offline", status: 10)
        try await ask("cancel", "A-1", "--reason", "免单", "--dry-run", status: 10)
        try await answers += consented(["cancel", "A-1", "--reason", "免单"], "50.00", shop)
        try await ask("can-cancel", "A-1", status: 11)
        try await ask("cancel", "A-1", "--reason", "免单", status: 11)
        try await ask("query", "A-1")
        _ = try await shop.create("B-1")
        try await shop.fault("answer_lost", on: "cancel", of: "B-1")
        try await ask("cancel", "B-1", "--reason", "免单")
        try await ask("note", "A-1", "--about", "1", "--disputes", "--reason", "记错了")
        try await ask("observe", "-", input: #"{"out_order_no":"C-1","state":"CREATED"}"#)
        try await ask("import", "-", input: #"{"out_order_no":"D-1","state":"CREATED"}"#)
        try await ask("import", "-", "--dry-run", input: #"{"out_order_no":"D-1"}"#)
        let list = #"{"out_order_no":"E-1","state":"CREATED"}"#
        try await ask("can-cancel", "--snapshot", "-", input: "\(list)\n\(list)\n")
        try await ask("orders", "--limit", "1")
        try await ask("attempts")
        try await ask("attempts", "--open")
        try await ask("reconcile")
        try await ask("history", "A-1")
        try await ask("history", "B-1")
        try await ask("velocity-limit", "status")
        try await ask("velocity-limit", "reset", "--reason", "已核实")
        try await ask("init")
        try await ask("resume", "--reason", "核对")
        try await ask("verify")
        try await ask("checkpoint", "--out", "seal")
        let export = try await shop.payscore("export", "A-1", "--checkpoint", "seal")
        try await ask("check", "-", input: export.output)
        let proof = try await shop.payscore("prove", "--record", "2", "--checkpoint", "seal")
        try shop.directory.write(proof.output, to: "proof")
        try await ask("prove", "--checkpoint", "seal", "--check", "proof")
        try await ask("doctor")
        return answers
    }

    /// A call with the permit that its decision gives: a dry run, the call, and the call again.
    private static func consented(
        _ words: [String], _ amount: String, _ shop: Shop, input: String? = nil
    ) async throws -> [Answer] {
        let asked = try await shop.payscore(words + ["--output", "json"], input: input)
        let decision = try asked.json["decision"] as? [String: Any]
        let permit = decision?["permit"] as? [String: Any]
        let token = try Unwrap.value(permit?["token"] as? String, "no permit: \(asked.output)")
        let call = words + ["--permit", token, "--at-stake", amount, "--lang", "zh"]
        var answers: [Answer] = []
        for (more, status) in [(["--dry-run"], 0), ([], 0), ([], 14)] as [([String], Int32)] {
            let run = try await shop.payscore(call + more, input: input)
            #expect(run.status == status, "\(call): \(run.output)\(run.errors)")
            answers.append((words, run))
        }
        return answers
    }

    /// Expects no two English words in a row, commands aside, and no time in UTC.
    private static func expectChinese(_ run: Program.Run, of words: [String]) {
        // What is to be typed, and what is sent, is the same in each language.
        for line in (run.output + run.errors).split(separator: "\n")
        where !line.hasPrefix("              {") {
            let text = line.replacing(/payscore [a-z][ -~]*/, with: "")
            let english = text.firstMatch(of: /\b[A-Za-z]{2,} [A-Za-z]{2,}\b/)
            #expect(english == nil, "\(words): \(line)")
            #expect(!text.contains(/T[0-9]{2}:[0-9]{2}:[0-9.]+Z/), "\(words): \(line)")
        }
    }
}
