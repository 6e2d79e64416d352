import Testing

@Suite("The wording of files") struct WordingTests {
    @Test func `nothing is left for later`() {
        let findings = Project.current.files.flatMap(Wording.leftovers)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `no file names a folder of one machine`() {
        let findings = Project.current.files.flatMap(Wording.machinePaths)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `no file names a registry's host`() {
        let findings = Project.current.files.flatMap(Wording.registryHosts)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    // The bad samples are put together from parts, so that this file does not say them itself.
    @Test(arguments: ["TO" + "DO", "FIX" + "ME", "XX" + "X"])
    func `a leftover is found`(word: String) {
        #expect(Wording.leftovers(in: sample("// \(word): mend this")).count == 1)
        #expect(Wording.leftovers(in: sample("let \(word)NumberOf = 1")).isEmpty)
    }

    @Test(arguments: ["work", "root", "home", "Users"])
    func `a machine's folder is found`(folder: String) {
        #expect(Wording.machinePaths(in: sample("cd /" + folder + "/me")).count == 1)
        #expect(Wording.machinePaths(in: sample("\"/" + folder + "/x\"")).count == 1)
        #expect(Wording.machinePaths(in: sample("https://a.example/" + folder + "/x")).isEmpty)
        #expect(Wording.machinePaths(in: sample("docs/" + folder + "/x")).isEmpty)
    }

    @Test(arguments: Wording.registries)
    func `a registry's host is found`(host: String) {
        #expect(Wording.registryHosts(in: sample("from https://\(host)/x")).count == 1)
    }

    private func sample(_ text: String) -> ProjectFile {
        ProjectFile(path: "docs/sample.md", text: text)
    }
}
