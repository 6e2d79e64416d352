/// What no text file of the package may say.
enum Wording {
    /// Finds what was left for later.
    static func leftovers(in file: ProjectFile) -> [Finding] {
        file.lines.enumerated().filter { $0.element.contains(/\b(TO[D]O|FIX[M]E|XX[X])\b/) }
            .map { Finding(file, line: $0.offset + 1, "left for later") }
    }

    /// Finds folders of one machine, which no other machine has.
    static func machinePaths(in file: ProjectFile) -> [Finding] {
        file.lines.enumerated().filter { $0.element.contains("/") }
            .filter { $0.element.contains(/(^|[^A-Za-z0-9_.\]\)-])\/(work|root|home|Users)\//) }
            .map { Finding(file, line: $0.offset + 1, "a path of one machine") }
    }

    /// The hosts of package registries; which one is used is each reader's own affair.
    ///
    /// They are put together here, so that this file does not name them itself.
    static let registries = [
        "deb debian org", "security debian org", "archive ubuntu com", "pypi org",
        "files pythonhosted org", "registry npmjs org", "crates io", "proxy golang org",
        "rubygems org", "repo maven apache org", "docker io", "ghcr io",
    ].map { $0.split(separator: " ").joined(separator: ".") }

    /// Finds the hosts of package registries.
    static func registryHosts(in file: ProjectFile) -> [Finding] {
        registries.flatMap { file.findings(of: $0, anywhere: true, "a registry's host") }
    }
}
