import FileRecording
import Foundation
import Trials

/// Several processes that share the points: what fails is a matter of the whole process, so that
/// each tries one point at a time.
struct Crew: Sendable {
    let workers: Int
    let deadline: Deadline

    /// What is found at each of the points, with its index; at fewer, if the time is over before.
    func run(_ points: [Point]) async throws -> [(index: Int, finding: Point.Finding)] {
        let workers = max(1, workers)
        let begun = try (0..<workers).map { worker in
            try Worker(
                points.indices.filter { $0 % workers == worker }.map { points[$0] },
                until: deadline)
        }
        return try await withThrowingTaskGroup(of: [(index: Int, finding: Point.Finding)].self) {
            group in
            for (number, worker) in begun.enumerated() {
                group.addTask {
                    try worker.findings().enumerated()
                        .map { (number + $0.offset * workers, $0.element) }
                }
            }
            var found = try await group.reduce(into: []) { $0 += $1 }
            found.sort { $0.index < $1.index }
            return found
        }
    }

    /// How many points a process tries, even if there is no time for them.
    private static let leastPoints = 2 * CallFailure.Kind.allCases.count

    /// What a process of the crew does: for each line of its input, which is a point, it writes a
    /// line of what was found there.
    ///
    /// Each kind of failure has been tried by then, however slow the machine is.
    static func work(until deadline: Deadline) async throws {
        var done = 0
        while done < leastPoints || !deadline.isOver, let line = readLine() {
            done += 1
            guard let point = Point(line) else { throw WorkerFailure(what: "no point: \(line)") }
            let finding = try JSONEncoder().encode(try await point.run())
            print(String(decoding: finding, as: UTF8.self))
            fflush(nil)
        }
        try JournalFiles.removeAll()
    }
}

/// This program, run again for a share of the points.
private struct Worker: @unchecked Sendable {
    private let process = Process()
    private let output = Pipe()
    private let points: [Point]
    private let isLimited: Bool

    init(_ points: [Point], until deadline: Deadline) throws {
        self.points = points
        isLimited = deadline.secondsLeft != nil
        let files = try JournalFiles("crew")
        let input = URL(filePath: files.directory + "/points")
        try Data(points.map { "\($0)\n" }.joined().utf8).write(to: input)
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            ["--worker"] + (deadline.secondsLeft.map { ["--seconds", "\($0)"] } ?? [])
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = output
        try process.run()
    }

    func findings() throws -> [Point.Finding] {
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let lines = answer.split(separator: 0x0A)
        guard process.terminationStatus == 0, isLimited || lines.count == points.count else {
            let point = lines.count < points.count ? "\(points[lines.count])" : "the end"
            throw WorkerFailure(what: "ended with \(process.terminationStatus) at \(point)")
        }
        return try lines.map { try JSONDecoder().decode(Point.Finding.self, from: $0) }
    }
}

/// A process of the crew did not do what it was asked to.
private struct WorkerFailure: Error, CustomStringConvertible {
    let what: String

    var description: String { "fail-io --worker: \(what)" }
}
