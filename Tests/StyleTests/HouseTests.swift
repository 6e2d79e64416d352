import Testing

@Suite("Imports") struct HouseTests {
    @Test func `a target imports only what stands above it in the house`() {
        let findings = Project.current.swift(in: "Sources").flatMap(House.findings)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `the core imports nothing at all`() {
        let files = Project.current.swift(in: "Sources/OrderLifecycle")
        #expect(!files.isEmpty)
        #expect(files.flatMap(\.imports).isEmpty)
    }

    @Test func `of ours the sandbox imports only what knows nothing of WeChat`() {
        let files = Project.current.swift(in: "Sources/Sandbox")
        #expect(!files.isEmpty)
        let imported = Set(files.flatMap(\.imports).map(\.module))
        #expect(imported.isDisjoint(with: House.modules.subtracting(["StrictJSON"])))
    }

    @Test func `the tests use one testing library`() {
        #expect(
            !Project.current.swift(in: "Tests").flatMap(\.imports).contains {
                $0.module == "XCTest"
            })
    }

    @Test(arguments: [
        ("OrderLifecycle", "import Foundation"),
        ("OrderLifecycle", "public import struct Foundation.Date"),
        ("OrderEngine", "import GRDB"),
        ("OrderEngine", "@preconcurrency import SQLiteJournal"),
        ("SQLiteJournal", "internal import WeChatPay"),
        ("WeChatPay", "import Sandbox"),
        ("WeChatPay", "#if DEBUG\n    import SQLiteJournal\n#endif"),
        ("OrderEngineTesting", "@testable import SQLiteJournal"),
        ("Sandbox", "import OrderLifecycle"),
        ("StrictJSON", "import Foundation"),
        ("payscore", "import OrderEngineTesting"),
        ("Unheard", "import Foundation"),
    ])
    func `a forbidden import is found`(target: String, text: String) {
        let file = ProjectFile(path: "Sources/\(target)/Sample.swift", text: text)
        #expect(House.findings(in: file).count == 1)
    }

    @Test(arguments: [
        ("OrderEngine", "public import OrderLifecycle\nimport Crypto\nimport Foundation"),
        ("SQLiteJournal", "import GRDB\nimport OrderJournal\nimport Crypto"),
        ("Sandbox", "import StrictJSON"),
        ("payscore", "import Sandbox\nimport SQLiteJournal\nimport WeChatPay"),
        ("OrderLifecycle", "// import Foundation\nlet text = \"import Foundation\""),
    ])
    func `a permitted import is not`(target: String, text: String) {
        let file = ProjectFile(path: "Sources/\(target)/Sample.swift", text: text)
        #expect(House.findings(in: file).isEmpty)
    }
}
