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
    var rows: RowList = RowList(numbers: [12, 14, 15])

    @Option(help: "How many rounds are counted; one more warms up.")
    var rounds = 5

    @Option(help: "About how long one side of a round takes.")
    var seconds = 2.0

    @Option(help: "How many orders are swept.")
    var orders = 10_000

    @Option(help: "Where the journal is kept meanwhile: the disk that is measured.")
    var directory = FileManager.default.temporaryDirectory.path

    func validate() throws {
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
        default: throw ValidationError("There is no row \(number); there are 12, 14 and 15.")
        }
    }
}

/// Rows by their numbers, separated by commas.
struct RowList: ExpressibleByArgument {
    let numbers: [Int]

    init(numbers: [Int]) {
        self.numbers = numbers
    }

    init?(argument: String) {
        let numbers = argument.split(separator: ",").map { Int($0) ?? 0 }
        guard !numbers.isEmpty, numbers.allSatisfy([12, 14, 15].contains) else { return nil }
        self.numbers = numbers
    }

    var defaultValueDescription: String { numbers.map(String.init).joined(separator: ",") }
}
