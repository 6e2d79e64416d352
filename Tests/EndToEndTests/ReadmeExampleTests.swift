import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

/// The first code that anybody copies forgives no bill.
@Suite struct ReadmeExampleTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func `without the person's line, the order still awaits its payment`() async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("README-1")
            try await cancelCarelessly(order, for: stage.caller, with: stage.engine)
            let report = try await stage.engine.query(order, caller: stage.caller)
            #expect(report.order.state.description == "awaiting_payment ¥50.00")
            #expect(try await stage.received("cancel", order).isEmpty)
        }
    }

    /// What was run is what the pages print, less the lines in which the person consents.
    @Test(arguments: ["README.md", "docs/README.zh-CN.md"])
    func `the example that was run is the page's`(page: String) throws {
        func body(_ file: String, from opening: String) throws -> [String] {
            let text = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
            let lines = text.components(separatedBy: "\n")
            let start = try #require(lines.firstIndex { $0.contains(opening) })
            return Array(lines[start...].prefix { $0 != "}" })
        }
        let printed = try body(page, from: "let answer = try await engine.cancelDecision(")
        let ran = try body(
            "Tests/EndToEndTests/CarelessReadmeExample.swift",
            from: "let answer = try await engine.cancelDecision(")
        let consenting = printed.filter { !ran.contains($0) }
        #expect(printed.filter { ran.contains($0) } == ran)
        #expect(consenting.contains { $0.contains("consent = try answer.acknowledge(") })
        #expect(consenting.count == 3)
    }
}
