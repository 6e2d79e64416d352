import ArgumentParser
import Foundation
import OrderLifecycle

/// A stretch of time on the command line.
struct TimeRangeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            told(
                "From this time on: \(GivenTime.forms).",
                zh: "从这个时间起：\(GivenTime.forms)。"), valueName: "time"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            told(
                "Before this time; a day is meant to its end.",
                zh: "到这个时间之前；只写日期则包括当天。"), valueName: "time"))
    var to: String?

    /// The earliest moment.
    var start: Timestamp? { from.flatMap { GivenTime.read($0, in: ShownZone.given) } }

    /// The moment before which.
    var end: Timestamp? { to.flatMap { GivenTime.read($0, in: ShownZone.given, isEnd: true) } }

    func validate() throws {
        guard (from == nil) == (start == nil), (to == nil) == (end == nil) else {
            throw ValidationError(
                "--from and --to must be times, such as \(GivenTime.forms).",
                zh: "--from 和 --to 须是时间，例如 \(GivenTime.forms)。")
        }
        if let start, let end, start >= end {
            throw ValidationError("--from must be before --to.", zh: "--from 须早于 --to。")
        }
    }
}
