import Foundation

/// How rates change with the size of a journal, for a plot.
public struct Growth: Codable, Sendable {
    /// The sizes, smallest first.
    public private(set) var entries: [Entry] = []

    /// Begins without any size.
    public init() {}

    /// Reads what was measured before; nothing, where there is no such file.
    public init(at path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let bytes = try Data(contentsOf: URL(filePath: path))
        entries = try JSONDecoder().decode([Entry].self, from: bytes)
    }

    /// Adds a size, or replaces what was measured at it before.
    public mutating func add(_ entry: Entry) {
        entries.removeAll { $0.orders == entry.orders }
        entries.append(entry)
        entries.sort { $0.orders < $1.orders }
    }

    /// Writes the sizes as a JSON array.
    public func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(entries).write(to: URL(filePath: path))
    }

    /// The rates at one size.
    public struct Entry: Codable, Sendable {
        /// How many orders there were; for `verify`, how many records.
        public let orders: Int
        /// Durable transitions a second, one caller.
        public let durable: Rates
        /// Questions "may I cancel?" a second.
        public let read: Rates
        /// Histories of ten records a second.
        public let history: Rates
        /// Records verified a second.
        public let verify: Rates

        /// Creates an entry.
        public init(orders: Int, durable: Rates, read: Rates, history: Rates, verify: Rates) {
            self.orders = orders
            self.durable = durable
            self.read = read
            self.history = history
            self.verify = verify
        }
    }

    /// Two rates that were measured in turn: how often a second, the middle of all rounds.
    public struct Rates: Codable, Sendable {
        /// Ours.
        public let ours: Double
        /// The reference's.
        public let reference: Double

        /// Takes the middle of what was measured.
        public init(_ measured: Interleaved) {
            ours = Spread(of: measured.ours).median
            reference = Spread(of: measured.reference).median
        }
    }
}
