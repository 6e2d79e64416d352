import OrderEngineJSON

/// What the doctor found, line by line.
struct CheckList {
    /// One line.
    struct Check: Hashable, Sendable {
        let name: String
        let verdict: Verdict
        let finding: String
        /// What to do, where something is to be done.
        let advice: String?
    }

    /// How good a line is.
    enum Verdict: Hashable, Sendable {
        case ok
        case warn
        case fail(ExitStatus)

        var word: String {
            switch self {
            case .ok: "ok"
            case .warn: "warn"
            case .fail: "fail"
            }
        }

        /// The word for a person.
        var shown: String {
            switch self {
            case .ok: told(word, zh: "正常")
            case .warn: told(word, zh: "注意")
            case .fail: told(word, zh: "失败")
            }
        }

        var style: Style {
            switch self {
            case .ok: .good
            case .warn: .caution
            case .fail: .bad
            }
        }
    }

    private(set) var checks: [Check] = []

    mutating func ok(_ name: String, _ finding: String) {
        checks.append(Check(name: name, verdict: .ok, finding: finding, advice: nil))
    }

    mutating func warn(_ name: String, _ finding: String, _ advice: String) {
        checks.append(Check(name: name, verdict: .warn, finding: finding, advice: advice))
    }

    mutating func fail(_ name: String, _ failure: Failure, _ advice: String) {
        checks.append(
            Check(
                name: name, verdict: .fail(failure.status),
                finding: told(
                    "\(failure.code): \(failure.message)",
                    zh: "\(failure.code)：\(failure.sentencesInChinese)"),
                advice: advice))
    }

    /// The exit code: that of the first line that fails.
    var status: ExitStatus {
        for check in checks {
            if case .fail(let status) = check.verdict { return status }
        }
        return .ok
    }

    /// What programs are told, one form a line.
    var forms: [CheckJSON] {
        checks.map {
            CheckJSON(
                check: $0.name, verdict: $0.verdict.word, finding: $0.finding, advice: $0.advice)
        }
    }

    /// A table for a person.
    var lines: [StyledText] {
        let width = checks.map(\.name.columns).max() ?? 0
        return checks.flatMap { check -> [StyledText] in
            let word = StyledText(check.verdict.shown, check.verdict.style).padded(to: 4)
            let name = StyledText(check.name, .bold).padded(to: width)
            var lines: [StyledText] = ["\(word)  \(name)  \(check.finding)"]
            if let advice = check.advice {
                lines.append("\(String(repeating: " ", count: width + 8))→ \(advice, .accent)")
            }
            return lines
        }
    }
}
