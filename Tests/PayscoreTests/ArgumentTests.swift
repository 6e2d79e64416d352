import Foundation
import Testing

/// Bad command lines: each has its exit code, its code, and stays small.
struct ArgumentTests {
    @Test func `without arguments the usage is shown, and the code is 64`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run([], in: directory.url)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("USAGE: payscore"))
    }

    @Test(arguments: [
        ["frobnicate"], ["orders", "--frobnicate"], ["velocity-limit"], ["orders", "--limit", "0"],
        ["orders", "--limit", "1000000000"], ["orders", "--limit", "-1"],
        ["orders", "--phase", "DOING"], ["cancel", "A"], ["cancel"], ["can-cancel"],
        ["can-cancel", "A", "--snapshot", "-"], ["can-cancel", "A", "--rules", "2.0"],
        ["can-cancel", "--snapshot", "-", "--offline"], ["diagram", "--format", "png"],
        ["orders", "--output", "xml"], ["orders", "--database", "a", "--database", "b"],
        ["cancel", "A", "--reason", "x", "--reason=y"], ["--output", "json"],
        ["sandbox", "--port", "70000"], ["orders", "\u{1B}[31m"],
        ["orders", "--database=-----BEGIN PRIVATE KEY-----"],
        ["modify", "A", "b", "--permit", "p", "--permit-file", "f", "--at-stake", "1.00"],
        ["cancel", "A", "--reason", "x", "--permit-file", "f"],
        ["modify", "A", "-", "--permit", "-", "--at-stake", "1.00"],
    ])
    func `a command line that is not understood ends with 64`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(words, in: directory.url)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(!run.errors.isEmpty)
        #expect(run.errors.utf8.count <= 4096)
        #expect(!run.errors.contains("\u{1B}"))
    }

    @Test(arguments: ["PAYSCORE_ACTOR", "PAYSCORE_MERCHANT_PRIVATE_KEY_FILE", "PAYSCORE_X"])
    func `an environment that is not UTF-8 is refused, not repaired`(name: String) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.shell(
            "export \(name)=\"$(printf 'pem\\377')\"; \"$PAYSCORE\" orders --output json",
            in: directory.url)
        #expect(run.status == 78)
        #expect(run.errorCode == "environment_not_utf8")
        #expect(run.errors.contains(name))
        #expect(!run.errors.contains("pem"))
    }

    @Test func `a usage error is an object where programs read`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["orders", "--nonsense", "--output", "json"], in: directory.url)
        #expect(run.status == 64)
        #expect(run.errorCode == "usage")
    }

    @Test(arguments: [
        ["--help"], ["help"], ["help", "cancel"], ["--version"], ["cancel", "--help"],
    ])
    func `help is an answer`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(words, in: directory.url)
        #expect(run.status == 0)
        #expect(!run.output.isEmpty)
    }

    @Test(arguments: [
        "", String(repeating: "1", count: 33), "../refund", "a/b", "a?x=1", "a#f", "a%2Fb", ".",
        "..", "１２３", "a\rb", "a\nb", "a\u{1B}[2Jb", "订单", "a b", "|||||||||||",
        "12345678901234567890123456||||", String(repeating: "9", count: 100_000),
    ])
    func `an order number that breaks the rule is refused by every command`(
        number: String
    ) async throws {
        let directory = try TemporaryDirectory()
        for words in [
            ["cancel", "--reason", "x"], ["can-cancel"], ["can-cancel", "--offline"], ["query"],
            ["history"], ["export"], ["protect", "--reason", "x"], ["unprotect", "--reason", "x"],
            ["diagram"],
        ] {
            let run = try await Program.run(
                words + ["--output", "json", "--", number], in: directory.url)
            #expect(run.status == 65, "\(words)")
            #expect(run.errorCode == "invalid_out_order_no")
            #expect(run.errors.utf8.count <= 4096)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
    }

    @Test(arguments: [
        "", "   ", "\u{3000}", String(repeating: "汉", count: 51), "😀", "𠮷",
        "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", "a\nb", "a\u{7}b", "a\u{202E}b", "a\u{2028}b",
    ])
    func `a reason that WeChat would not take is refused`(reason: String) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["cancel", "A-1", "--reason", reason, "--output", "json"], in: directory.url)
        #expect(run.status == 65)
        #expect(run.errorCode == "invalid_reason")
    }

    @Test(arguments: [
        "", "  ", "a\nb", "clerk-1 ", "сlerk-1", "ｃlerk-1", String(repeating: "x", count: 10_000),
    ])
    func `an actor that is no name is refused`(actor: String) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["orders", "--actor", actor, "--output", "json"], in: directory.url)
        #expect(run.status == 65)
        #expect(run.errorCode == "invalid_actor")
    }

    @Test func `arguments that are not UTF-8 are refused instead of repaired`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.shell(
            #"exec "$PAYSCORE" cancel A-1 --output json --reason "$(printf 'a\377b')""#,
            in: directory.url)
        #expect(run.status == 65)
        #expect(run.errors.contains("argument_not_utf8"))
    }

    @Test func `global options may stand before the command`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["--output", "json", "--database=none.sqlite", "orders"], in: directory.url)
        #expect(run.status == 66)
        #expect(run.errorCode == "journal_missing")
    }

    @Test(
        arguments: ["", "none.json", "none/none.json"],
        [["create"], ["observe"], ["import"], ["complete", "A"], ["can-cancel", "--snapshot"]])
    func `a file that is not there gives 66`(name: String, words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(words + [name, "--output", "json"], in: directory.url)
        #expect(run.status == 66)
        #expect(run.errorCode == "file_missing")
    }

    @Test(arguments: [["TZ": "Mars/Olympus"], ["LANG": "C", "LC_ALL": "C"], ["TZ": ":/dev/null"]])
    func `zone and language of the machine change nothing`(
        environment: [String: String]
    ) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["can-cancel", "--snapshot", "-", "--lang", "zh"], in: directory.url,
            input: #"{"state":"REVOKED"}"#, environment: environment)
        #expect(run.status == 11)
        #expect(run.output.contains("订单已经取消"))
    }

    @Test func `bad input leaves the journal as it was`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let before = try await shop.payscore("verify", "--output", "json").json["records"] as? Int
        _ = try await shop.payscore("cancel", "../A-1", "--reason", "x")
        _ = try await shop.payscore("cancel", "A-1", "--reason", "😀")
        _ = try await shop.payscore("cancel", "A-1", "--reason", "x", "--actor", "\n")
        _ = try await shop.payscore("create", "-", input: #"{"out_order_no":"A-2"}"#)
        _ = try await shop.payscore("observe", "-", input: "[]")
        _ = try await shop.payscore("protect", "A-1", "--reason", " ")
        let after = try await shop.payscore("verify", "--output", "json").json["records"] as? Int
        #expect(before == after)
    }
}
