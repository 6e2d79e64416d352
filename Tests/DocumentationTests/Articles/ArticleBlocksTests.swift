import Testing

@Suite("Code in articles") struct ArticleBlocksTests {
    @Test func `every block of a page is in a file that is compiled`() throws {
        let files = try ArticleBlocks.compiled()
        var count = 0
        for (path, page) in try ArticleBlocks.pages() {
            for block in ArticleBlocks.blocks(of: page) {
                count += 1
                #expect(
                    files.values.contains { ArticleBlocks.holds($0, block) },
                    "\(path) prints code that no file of DocumentationTests has: \(block)")
            }
        }
        #expect(count > 30)
    }

    private static let code = """
        func f() {
            let a = 1

            if a > 0 {
                g(a)
            }
        }

        """

    @Test(arguments: [
        ["let a = 1"], ["func f() {", "    let a = 1"],
        ["let a = 1", "", "if a > 0 {", "    g(a)"],
    ])
    func `a block is found wherever it is indented`(block: [String]) {
        #expect(ArticleBlocks.holds(Self.code, block))
    }

    @Test(arguments: [
        [], [""], ["let a = 2"], ["a = 1"], ["let a = 1", "if a > 0 {"],
        ["if a > 0 {", "g(a)"], ["}", "", "", ""],
    ])
    func `a block that was altered is not found`(block: [String]) {
        #expect(!ArticleBlocks.holds(Self.code, block))
    }

    @Test func `only blocks of Swift are read`() {
        let page = "…\n```swift\nlet a = 1\n```\n```sh\nls\n```\n``` swift\nlet b = 1\n\nb\n```\n"
        #expect(ArticleBlocks.blocks(of: page) == [["let a = 1"], ["let b = 1", "", "b"]])
    }
}
