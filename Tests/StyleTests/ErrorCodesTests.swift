import Testing

@Suite("Error codes") struct ErrorCodesTests {
    private static let sources = Project.current.swift(in: "Sources")
    private static let pages = Project.current.pages.filter {
        $0.path.hasPrefix("docs/reference/")
    }

    @Test func `every public error code has its heading in the reference`() {
        let families = Self.sources.flatMap(ErrorCodes.families)
        #expect(families.contains { $0.name == "DenialReason" })
        let problems = families.flatMap { ErrorCodes.undocumented($0, in: Self.pages) }
        #expect(problems.isEmpty, "\n\(problems.joined(separator: "\n"))")
    }

    @Test func `the page of errors describes no code that is gone`() throws {
        let page = try #require(Self.pages.first { $0.path == ErrorCodes.page })
        #expect(!ErrorCodes.headings(in: page).isEmpty)
        let findings = ErrorCodes.obsolete(in: page, sources: Self.sources)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    private static let sample = ProjectFile(
        path: "Sources/OrderEngine/Sample.swift",
        text: """
            public enum SampleErrorCode: String, Sendable {
                /// Why.
                case full = "sample_full"
                case closed, `default`

                public var isTransient: Bool {
                    switch self {
                    case .full: true
                    case .closed, .default: false
                    }
                }
            }

            public enum Mode: String {
                case on
            }
            """)

    @Test func `codes are read from their enums`() {
        let families = ErrorCodes.families(in: Self.sample)
        #expect(families.map(\.name) == ["SampleErrorCode"])
        #expect(families.first?.codes == ["sample_full", "closed", "default"])
    }

    @Test(arguments: [
        ("## Of samples (`SampleErrorCode`)\n### `sample_full`\n### `closed`\n### `default`", 0),
        ("## All\n### `closed`\n## Of (`SampleErrorCode`)\n### `sample_full`\n### `default`", 0),
        ("## Of (`SampleErrorCode`)\n### `sample_full`\n### `closed`", 1),
        ("## Of (`SampleErrorCode`)\n### `sample_full`\n### closed\n### `default`", 1),
        ("## Of (`SampleErrorCode`)\n### `closed`\n### `sample_full`\n### `default`", 1),
        ("## Of others\n### `sample_full`\n### `closed`\n### `default`", 1),
    ])
    func `a missing or misplaced heading is found`(text: String, problems: Int) throws {
        let family = try #require(ErrorCodes.families(in: Self.sample).first)
        let page = ProjectFile(path: ErrorCodes.page, text: text)
        #expect(ErrorCodes.undocumented(family, in: [page]).count == problems)
    }

    @Test func `a code of WeChat's is looked for in its table`() {
        let family = ErrorCodes.Family(
            name: "WeChatErrorCode", codes: ["NO_AUTH", "SIGN_ERROR"], path: "", line: 1)
        let page = ProjectFile(
            path: "docs/reference/wechat-answers.md", text: "`SIGN_ERROR`\n| 403 | `NO_AUTH` |")
        #expect(ErrorCodes.undocumented(family, in: [page]).count == 1)
    }

    @Test func `an obsolete heading is found`() {
        let page = ProjectFile(path: ErrorCodes.page, text: "### `closed`\n\n### `opened`\n")
        #expect(ErrorCodes.obsolete(in: page, sources: [Self.sample]).map(\.line) == [3])
    }
}
