import OrderEngine
import Trials

/// Performs every attack and compares who notices with what the documentation says.
struct AttackTrial {
    let story: SealedStory

    func run(_ report: inout TrialReport) async throws {
        let scratch = try Scratch()
        for attack in Attack.all {
            let path = try scratch.place(story.database)
            try await attack.perform(Attacker(path: path), story)
            let found = await Inspection.inspect(path, published: story.published)
            let layers = Layer.allCases.filter(found.layers.contains).map(\.rawValue)
            report.count(attack.name, layers.isEmpty ? "nobody" : layers.joined(separator: ", "))
            if found.layers != attack.noticed || found.untyped != nil {
                report.fail(
                    "\(attack.name): expected \(attack.noticed.map(\.rawValue).sorted()); "
                        + (found.refusal ?? found.untyped ?? "")
                        + found.findings.prefix(4).map(\.description).joined(separator: "; "),
                    repro: report.command)
            }
            if let expected = attack.firstBad, found.firstBad != expected {
                report.fail(
                    "\(attack.name): record \(found.firstBad.map { "\($0)" } ?? "none") is "
                        + "named, not \(expected)", repro: report.command)
            }
            // The attack must have changed something, or the trial shows nothing.
            if found.content == story.content, attack.noticed != [.opening] {
                report.fail("\(attack.name): nothing was changed", repro: report.command)
            }
        }
        report.count("attacks", Attack.all.count)
    }
}
