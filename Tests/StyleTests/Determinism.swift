/// The core, the journal and the engine get time and chance from outside, and nothing there may
/// trap.
enum Determinism {
    /// Where the ports for time and chance meet the operating system.
    static let exceptions: Set<String> = [
        "Sources/OrderEngine/Clock/SystemClock.swift",
        "Sources/OrderJournal/Ports/SystemRandom.swift",
    ]

    /// What reads a clock, waits or throws dice.
    static let sources = [
        "Date()", "Date.now", "Date(timeIntervalSinceNow", "UUID()", "Task.sleep", "Thread.sleep",
        "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", ".random(",
        ".randomElement()", ".shuffled()", ".shuffle()",
    ]

    /// Finds what reads a clock, waits or throws dice on its own.
    static func findings(in file: ProjectFile) -> [Finding] {
        guard !exceptions.contains(file.path) else { return [] }
        return sources.flatMap { file.findings(of: $0, "\($0): bring it as an argument") }
    }

    /// Finds what ends the process instead of saying what is wrong.
    static func traps(in file: ProjectFile) -> [Finding] {
        ["try!", "as!", "fatalError()"].flatMap { file.findings(of: $0, "\($0) traps") }
    }
}
