import ArgumentParser
import Foundation
import Measuring

/// Measures the rows and writes them.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure, print the rows and write them as JSON.")

    @Option(help: "Where the rows are written.")
    var output: String

    @Option(help: "The rows to measure, such as 12,14.")
    var rows: RowList = RowList(numbers: RowList.known)

    @Option(help: "How many rounds are counted; one more warms up.")
    var rounds = 5

    @Option(help: "About how long one side of a round takes.")
    var seconds = 2.0

    @Option(help: "How many orders are swept.")
    var orders = 10_000

    @Option(help: "Where the journal is kept meanwhile: the disk that is measured.")
    var directory = FileManager.default.temporaryDirectory.path

    @Option(
        help: ArgumentHelp(
            "The journal of many orders that rows 16, 19 and 20 read; row 8 leaves one.",
            valueName: "file"))
    var journal: String?

    func validate() throws {
        guard journal != nil || !rows.numbers.contains(where: RowList.large.contains) else {
            throw ValidationError("Rows 16, 19 and 20 need --journal.")
        }
        guard rounds >= 1, seconds > 0, orders >= 1000 else {
            throw ValidationError("--orders is at least 1000, --rounds 1, --seconds above 0.")
        }
    }

    func run() async throws {
        var report = Report()
        for number in rows.numbers {
            let scratch = try Scratch(in: URL(filePath: directory, directoryHint: .isDirectory))
            defer { scratch.remove() }
            report.add(try await row(number, in: scratch))
            try report.write(to: output)
        }
    }

    /// Off the main thread, as a server's callers are.
    @concurrent
    private func row(_ number: Int, in scratch: Scratch) async throws -> Row {
        switch number {
        case 12: try await CancelRow(rounds: rounds, seconds: seconds).measure(in: scratch)
        case 14: try await NotificationRow(rounds: rounds, seconds: seconds).measure(in: scratch)
        case 15: try await SweepRow(orders: orders).measure(in: scratch)
        case 16:
            try await DecisionOverHTTPRow(rounds: rounds, seconds: seconds)
                .measure(on: journal ?? "")
        case 17:
            try await NotificationOverHTTPRow(rounds: rounds, seconds: seconds)
                .measure(in: scratch)
        case 18: try await EventFanOutRow(rounds: rounds, seconds: seconds).measure(in: scratch)
        case 19: try await ConsolePagesRow(rounds: rounds).measure(on: journal ?? "")
        case 20: try await FirstSealRow().measure(copying: journal ?? "", in: scratch)
        default: throw ValidationError("There is no row \(number).")
        }
    }
}

/// Rows by their numbers, separated by commas.
struct RowList: ExpressibleByArgument {
    let numbers: [Int]

    /// The rows that there are.
    static let known = [12, 14, 15, 16, 17, 18, 19, 20]
    /// Those that read a journal of many orders.
    static let large: Set = [16, 19, 20]

    init(numbers: [Int]) {
        self.numbers = numbers
    }

    init?(argument: String) {
        let numbers = argument.split(separator: ",").map { Int($0) ?? 0 }
        guard !numbers.isEmpty, numbers.allSatisfy(Self.known.contains) else { return nil }
        self.numbers = numbers
    }

    var defaultValueDescription: String { numbers.map(String.init).joined(separator: ",") }
}
