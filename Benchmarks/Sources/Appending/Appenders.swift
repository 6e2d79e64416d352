import Measuring
import OrderEngineTesting
public import OrderJournal

/// Callers that append as fast as the journal lets them, each one record a commit.
public struct Appenders: Sendable {
    private let journal: any Journal
    private let callers: Int

    /// How long a caller waits that was refused because too much waits already, in milliseconds.
    private static let pause = 10

    /// - Parameters:
    ///   - journal: Where to append.
    ///   - callers: How many append at once.
    public init(to journal: any Journal, callers: Int) {
        self.journal = journal
        self.callers = callers
    }

    /// Appends until the time is up.
    ///
    /// - Parameters:
    ///   - seconds: How long.
    ///   - name: What the orders' numbers begin with; a name is used once in a journal.
    public func append(for seconds: Double, name: String) async throws -> Appended {
        try await journal.begin()
        let start = Clocks.wall
        var all = Appended()
        try await withThrowingTaskGroup(of: Appended.self) { group in
            for caller in 0..<callers {
                let lives = try OrderLives(prefix: "\(name)-\(caller)")
                group.addTask { try await append(lives, until: start + seconds) }
            }
            for try await one in group { all.add(one) }
        }
        all.seconds = Clocks.wall - start
        return all
    }

    private func append(_ lives: OrderLives, until end: Double) async throws -> Appended {
        var lives = lives
        var appended = Appended()
        while Clocks.wall < end {
            let draft = try lives.next()
            appended.refused += try await insist(on: draft)
            appended.acknowledged += 1
        }
        return appended
    }

    /// Appends a record, again after each refusal that may pass; returns how many there were.
    private func insist(on draft: RecordDraft) async throws -> Int {
        var refused = 0
        while true {
            do {
                _ = try await journal.commit(on: .wholeJournal) { try $0.append(draft) }
                return refused
            } catch let error as JournalError where error.code == .overloaded {
                refused += 1
                try await Task.sleep(for: .milliseconds(Self.pause))
            }
        }
    }
}

/// What callers appended.
public struct Appended: Sendable {
    /// How many records were acknowledged as durable.
    public internal(set) var acknowledged = 0
    /// How often a caller was told to come back later.
    public internal(set) var refused = 0
    /// How long it took.
    public internal(set) var seconds = 0.0

    /// How many records were acknowledged a second.
    public var rate: Double { seconds > 0 ? Double(acknowledged) / seconds : 0 }

    mutating func add(_ other: Appended) {
        acknowledged += other.acknowledged
        refused += other.refused
    }
}
