import ArgumentParser
import Foundation
import Measuring

/// Measures decisions, the journal and `verify`, each beside its limit in the same run.
@main
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure decisions, the journal and verify, each beside its limit.",
        discussion: """
            Every rate is measured in turn with its reference, in rounds; the first round is not \
            counted. Only the ratios hold on another machine.

            Exit code: 0 measured, whether or not the goals are met; 1 something was miscounted.
            """)

    @Option(help: "Where the report goes, as JSON; the plot's numbers, with --growth.")
    var output: String?

    @Option(help: "The rows to measure, such as 1,2,4.")
    var rows: RowList = RowList(numbers: Array(1...11))

    @Option(help: "The size of the large journals, in orders; of verify's, in records.")
    var orders = 1_000_000

    @Option(help: "How many rounds count.")
    var rounds = 5

    @Option(help: "How long one measurement of a round lasts, in seconds.")
    var seconds = 1.0

    @Option(help: "Where the journals are made, on a real disk; large ones are kept there.")
    var directory = ".build/benchmarks"

    @Flag(help: "Measure what the plot of growth shows at this size, and add it to the output.")
    var growth = false

    @Option(help: ArgumentHelp("Verify this journal once and tell the memory.", valueName: "file"))
    var verifyOnce: String?

    func validate() throws {
        guard orders >= 1000, rounds >= 1, seconds > 0 else {
            throw ValidationError("--orders is at least 1000, --rounds 1, --seconds above 0.")
        }
        if output == nil, verifyOnce == nil {
            throw ValidationError("--output is missing.")
        }
    }

    func run() async throws {
        if let verifyOnce { return try await VerificationMemory.measureHere(verifyOnce) }
        guard let output else { return }
        let folder = URL(filePath: directory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let lock = try DirectoryLock(folder)
        let conditions = Conditions(
            rounds: rounds, seconds: seconds, orders: orders, directory: folder)
        if growth {
            try await Self.measureGrowth(under: conditions, into: output)
        } else {
            try await Self.measure(rows.numbers, under: conditions, into: output)
        }
        _ = consume lock
    }

    /// Off the main thread, as a server's callers are.
    @concurrent
    private static func measure(
        _ rows: [Int], under conditions: Conditions, into output: String
    ) async throws {
        var report = Report()
        for number in rows {
            for row in try await Self.row(number, under: conditions) { report.add(row) }
            try report.write(to: output)
        }
    }

    @concurrent
    private static func measureGrowth(
        under conditions: Conditions, into output: String
    ) async throws {
        var growth = try Growth(at: output)
        growth.add(try await GrowthEntry.measure(under: conditions))
        try growth.write(to: output)
    }

    private static func row(_ number: Int, under conditions: Conditions) async throws -> [Row] {
        switch number {
        case 1: [try await LegalityRow.measure(under: conditions)]
        case 2: [try await DecisionRow.measure(under: conditions)]
        case 3: [try await SnapshotRow.measure(under: conditions)]
        case 4: [try await TransitionRow.measure(under: conditions)]
        case 5: [try await ConcurrentTransitionRow.measure(under: conditions)]
        case 6: [try await BatchRow.measure(under: conditions)]
        case 7: try await LargeJournalRows.measure(under: conditions)
        case 8: [try await PointReadRow.measure(under: conditions).row]
        case 9: [try await HistoryRow.measure(under: conditions).row]
        case 10: [try await VerifyRow.measure(under: conditions).row]
        case 11: [try await BytesRow.measure(under: conditions)]
        default: throw ValidationError("There is no row \(number); there are 1 to 11.")
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
        guard !numbers.isEmpty, numbers.allSatisfy((1...11).contains) else { return nil }
        self.numbers = numbers
    }

    var defaultValueDescription: String { numbers.map(String.init).joined(separator: ",") }
}
