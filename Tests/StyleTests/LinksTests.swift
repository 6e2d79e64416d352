import Foundation
import Testing

@Suite("Links between pages") struct LinksTests {
    @Test func `every relative link leads somewhere`() {
        let pages = Project.current.pages
        #expect(!pages.isEmpty)
        let findings = pages.flatMap {
            Links.broken(in: $0, pages: pages, exists: Project.current.holds)
        }
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test(arguments: [
        "scripts/bootstrap", "scripts/demo", "scripts/docs", "scripts/test", ".ci/run",
    ])
    func `a script can be run as it stands`(path: String) {
        let place = Project.current.root.appending(path: path).path(percentEncoded: false)
        #expect(FileManager.default.isExecutableFile(atPath: place))
    }

    private static let pages = [
        ProjectFile(
            path: "docs/a.md",
            text: "# The way\n\n## `no_auth`\n\n## The way\n\n```sh\n# not a heading\n```\n"),
        ProjectFile(path: "docs/start/b.md", text: "# 撤销 订单\n"),
    ]

    private func broken(_ text: String, at path: String = "docs/c.md") -> Int {
        let page = ProjectFile(path: path, text: text)
        let pages = Self.pages + [page]
        return Links.broken(in: page, pages: pages) { path in
            path == "docs" || pages.contains { $0.path == path }
        }.count
    }

    @Test(arguments: [
        "[a](a.md)", "[a](./a.md#the-way)", "[a](a.md#no_auth)", "[a](a.md#the-way-1)",
        "[b](start/b.md#撤销-订单)", "[up](../docs)", "# Here\n[here](#here)",
        "[out](https://example.org/x)", "`[code](nowhere.md)`", "```\n[code](nowhere.md)\n```",
    ])
    func `a link that leads somewhere is not found`(text: String) {
        #expect(broken(text) == 0)
    }

    @Test(arguments: [
        "[a](b.md)", "[a](a.md#the-end)", "[a](../a.md)", "[here](#there)",
        "[a](a.md#not-a-heading)", "![picture](a.png)",
    ])
    func `a link that leads nowhere is found`(text: String) {
        #expect(broken(text) == 1)
    }
}
