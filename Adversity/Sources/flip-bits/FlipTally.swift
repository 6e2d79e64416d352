/// What came of many flipped bits.
struct FlipTally: Sendable {
    private(set) var counts: [String: Int] = [:]
    private(set) var failures: [(flip: Int, what: String)] = []
    /// How many bits were flipped of each file.
    private(set) var made: [FlippedFile: Int] = [:]
    /// How many of them had an effect: something was noticed, or the file says something else.
    private(set) var effective: [FlippedFile: Int] = [:]
    /// Flips of the database that had an effect, and what weaker checks say of them.
    private(set) var plainlyNoticed = 0
    private(set) var rowsDiffer = 0

    /// How many flips had an effect, of all the journal's files.
    var effectiveInAll: Int { effective.values.reduce(0, +) }

    mutating func count(_ name: String) { counts[name, default: 0] += 1 }

    mutating func fail(_ flip: Int, _ what: String) { failures.append((flip, what)) }

    mutating func make(_ file: FlippedFile, isEffective: Bool) {
        made[file, default: 0] += 1
        if isEffective { effective[file, default: 0] += 1 }
    }

    /// Takes what SQLite's own check, and a comparison of the numbers of rows, say.
    mutating func takePlainCheck(_ plain: (isWhole: Bool, rows: Int)?, expecting rows: Int) {
        if plain?.isWhole != true { plainlyNoticed += 1 }
        if plain?.rows != rows { rowsDiffer += 1 }
    }

    mutating func add(_ other: FlipTally) {
        counts.merge(other.counts, uniquingKeysWith: +)
        failures += other.failures
        made.merge(other.made, uniquingKeysWith: +)
        effective.merge(other.effective, uniquingKeysWith: +)
        plainlyNoticed += other.plainlyNoticed
        rowsDiffer += other.rowsDiffer
    }
}

/// The file that a bit is flipped of.
enum FlippedFile: String, CaseIterable, Hashable, Sendable {
    case database = "the database"
    case log = "the write-ahead log"
    case head = "the head file"
}
