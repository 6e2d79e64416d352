import OrderEngine
import Trials

/// Performs every attack and compares who notices with what the documentation says.
struct AttackTrial {
    let story: SealedStory

    func run(_ report: inout TrialReport) async throws {
        let page = try EvidencePage.read()
        let scratch = try Scratch()
        var (turned, noticed) = (0, 0)
        for attack in Attack.all {
            let path = try scratch.place(story.closed)
            try await attack.perform(Attacker(path: path), story)
            let left = try JournalCopy(at: path)
            let found = await Inspection.inspect(path, published: story.published)
            let row = EvidencePage.Row(
                name: attack.name,
                notices: Dictionary(
                    uniqueKeysWithValues: Layer.allCases.map {
                        ($0, Notice($0, found, of: story))
                    }))
            report.count(attack.name, Self.words(row))
            for problem in problems(found, left, row, page) {
                report.fail("\(attack.name): \(problem)", repro: report.command)
            }
            // A page that says the opposite must not pass.
            for layer in Layer.allCases {
                turned += 1
                if page.turned(layer, of: row).difference(from: row) != nil { noticed += 1 }
            }
        }
        for row in page.rows where !Attack.all.contains(where: { $0.name == row.name }) {
            report.fail("nobody tries what the page says: \(row.line)", repro: report.command)
        }
        report.count("attacks", Attack.all.count)
        report.control("cells of the page's table, turned round", found: noticed, of: turned)
        if noticed < turned { report.fail("a turned cell is not seen", repro: report.command) }
    }

    private func problems(
        _ found: Inspection, _ left: JournalCopy, _ row: EvidencePage.Row, _ page: EvidencePage
    ) -> [String] {
        var problems: [String] = []
        if let untyped = found.untyped { problems.append("an error without a type: \(untyped)") }
        if let difference = page.difference(from: row) {
            problems.append(
                "\(difference) \(found.refusal ?? "") "
                    + found.findings.prefix(4).map(\.description).joined(separator: "; "))
        }
        // The attack must have changed something, or the trial shows nothing.
        if !found.isDetected, found.content == story.content, left.head == story.closed.head {
            problems.append("nothing was changed")
        }
        // All layers together name the first bad record, or the first of a range that has it.
        let altered = story.content.firstDifference(in: found.records)
        guard let altered, let first = found.firstBad else { return problems }
        let isExact = row.notices[.hashes] == .itself
        // A checkpoint knows no more than the range, which may begin before.
        let isOfRange = [Layer.kept, .head, .published].contains {
            row.notices[$0] == .something && found.named[$0] == first
        }
        if first > altered || (isExact && !isOfRange && first < altered) {
            problems.append("record \(first) is named, although \(altered) was altered")
        }
        return problems
    }

    private static func words(_ row: EvidencePage.Row) -> String {
        let noticing = Layer.allCases.compactMap { layer -> String? in
            switch row.notices[layer] {
            case .something: layer.rawValue
            case .itself: "\(layer.rawValue) (names it)"
            case .next: "\(layer.rawValue) (names the next)"
            case .nothing, .unasked, nil: nil
            }
        }
        return noticing.isEmpty ? "nobody" : noticing.joined(separator: ", ")
    }
}
