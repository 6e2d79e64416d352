import Foundation
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import Testing

/// What holds for every form.
@Suite struct AnswerJSONTests {
    /// The golden files by name.
    static let names = [
        "alarm", "allowed-calls", "approval", "approval-page", "approval-result", "attempt",
        "attempt-page", "attempt-report", "authorization",
        "authorization-result", "call-option",
        "call-result", "check", "checkpoint", "decision", "error", "import-report", "observation",
        "export-check", "order", "order-page", "proof", "record", "record-page", "velocity-limit",
        "verification", "bill-report", "given-up", "given-up-totals",
        "order-summary", "sweep-step", "sweep-report", "drift-entry",
    ]

    @Test func `every golden file is one of a form`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Golden.folder.path)
        #expect(files.sorted() == (Self.names.map { "\($0).jsonl" } + ["make"]).sorted())
    }

    @Test(arguments: names)
    func `an answer begins with its version and has the members of its form`(
        name: String
    ) throws {
        let lines = try Golden.lines(name)
        var members: Set<Set<String>> = []
        for line in lines {
            #expect(line.hasPrefix(#"{"version":1,""#))
            #expect(line.components(separatedBy: #""version""#).count == 2)
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            members.insert(Set(try #require(value as? [String: Any]).keys))
        }
        #expect(members.count == 1, "a member is left out somewhere")
    }

    @Test func `a record has every member that is hashed`() throws {
        for (record, line) in zip(try Sample.records(), try Golden.lines("record")) {
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let object = try #require(value as? [String: Any])
            for (name, text) in CanonicalEncoding.members(of: record) {
                let found = try #require(object[name], "\(name) is missing")
                if let text { #expect("\(found)" == text) } else { #expect(found is NSNull) }
            }
        }
    }

    @Test func `members that a form does not have are passed over`() throws {
        let order = OrderJSON(try Sample.projection(.known(.revoked)))
        let text = try AnswerJSON.text(order)
        let later = text.dropLast() + #","of_a_later_version":{"a":[1]}}"#
        #expect(try AnswerJSON.decode(OrderJSON.self, from: later.utf8) == order)
    }

    @Test(arguments: [
        ("", AnswerJSONError.notJSON), ("{", .notJSON), ("[1]", .versionMissing),
        ("{}", .versionMissing), (#"{"version":null}"#, .versionMissing),
        (#"{"version":"1"}"#, .versionMissing), (#"{"version":1.5}"#, .versionMissing),
        (#"{"version":2}"#, .versionUnknown(2)), (#"{"version":0}"#, .versionUnknown(0)),
        (#"{"version":1}"#, .memberInvalid("tripped")),
        (#"{"version":1,"tripped":"no"}"#, .memberInvalid("tripped")),
        (#"{"version":1,"tripped":true,"cancels":1.5}"#, .memberInvalid("")),
        (
            #"{"version":1,"tripped":true,"cancels":1,"fen":1,"reports":0,"reported_fen":0,"#
                + #""limits":{"cancels":null}}"#,
            .memberInvalid("limits.cancels")
        ),
    ])
    func `what is no such answer is refused with its reason`(
        text: String, error: AnswerJSONError
    ) {
        #expect(throws: error) {
            try AnswerJSON.decode(VelocityLimitJSON.self, from: text.utf8)
        }
    }

    @Test func `an error says what is wrong and never a value`() {
        let errors: [AnswerJSONError] = [
            .notJSON, .versionMissing, .versionUnknown(2), .memberInvalid("a.b"),
            .notEncodable("T"),
        ]
        #expect(errors.map(\.code) == AnswerJSONErrorCode.allCases)
        #expect(errors[2].description.contains("version 2; this program knows version 1"))
        #expect(Set(errors.map(\.description)).count == errors.count)
    }

    @Test func `a form of another's that is no object is refused, and an empty one is not`() throws
    {
        #expect(throws: AnswerJSONError.notEncodable("Number")) {
            try AnswerJSON.encode(Number(value: 1))
        }
        #expect(try AnswerJSON.text(Nothing()) == #"{"version":1}"#)
    }

    @Test func `what is invisible is written as an escape, and comes back`() throws {
        let text = "a\u{1B}[31m\u{202E}\u{2028}\u{7F}\u{85}\u{FEFF}\u{E0001}\0\n\"\\/é用"
        let number = Named(name: text)
        let json = try AnswerJSON.text(number)
        #expect(
            json.unicodeScalars.allSatisfy {
                $0.value == 0x20
                    || !$0.properties.isDefaultIgnorableCodePoint && $0.value > 0x20
                        && $0.value != 0x7F && !(0x80...0x9F).contains($0.value)
                        && $0.value != 0x2028 && $0.value != 0x202E
            })
        #expect(json.contains(#"\u001b[31m\u202e\u2028\u007f\u0085\ufeff\udb40\udc01"#))
        #expect(json.contains(#"\"\\/é用"#))
        let found = try AnswerJSON.decode(Named.self, from: json.utf8)
        #expect(Array(found.name.utf8) == Array(text.utf8))
    }

    @Test func `no description shows a permit's token`() throws {
        let permit = try Answers.permit()
        let answer = try Answers.answer(try Answers.decisions()[4], permit: permit)
        let form = DecisionJSON(answer)
        #expect(form.permit?.token == permit.token)
        #expect(try AnswerJSON.text(form).contains(permit.token.secret))
        var dumped = ""
        dump(form, to: &dumped)
        for text in ["\(form)", String(reflecting: form), dumped] {
            #expect(!text.contains(permit.token.secret))
        }
    }

    @Test func `the body of a dry run is left out unless it is asked for`() throws {
        let request = ProviderRequest(
            call: .cancel, order: try Sample.order(),
            message: RequestMessage(path: "/v3/cancel", body: Array(#"{"openid":"oCanary"}"#.utf8)))
        let dry = CallResult.dryRun(try Answers.answer(try Answers.decisions()[0]), request)
        let form = CallResultJSON(dry)
        #expect(!"\(try AnswerJSON.text(form)) \(form)".contains("oCanary"))
        #expect(form.request?.bodyDigest.count == 64)
        let shown = CallResultJSON(dry, showsBody: true)
        #expect(shown.request?.body?.contains("oCanary") == true)
        #expect(shown.request?.bodyDigest == form.request?.bodyDigest)
    }

    private struct Number: AnswerForm {
        let value: Int

        init(value: Int) { self.value = value }

        init(from decoder: any Decoder) throws {
            value = try decoder.singleValueContainer().decode(Int.self)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(value)
        }
    }

    private struct Nothing: AnswerForm {}

    private struct Named: AnswerForm {
        let name: String
    }
}
