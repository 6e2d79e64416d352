import Foundation
import Measuring

/// How a process and its journal are doing at one moment.
struct Vitals: Sendable {
    /// When, in seconds from the beginning.
    let at: Double
    /// Whether somebody's reading transaction is open.
    let isReaderStuck: Bool
    /// Memory that it holds: of its own, without files that are mapped, in KiB.
    let memory: Double
    /// The size of SQLite's log, in MiB.
    let log: Double
    /// How many file descriptors are open.
    let descriptors: Int
    /// How many threads there are.
    let threads: Int

    static func now(_ at: Double, isReaderStuck: Bool, journal: URL) -> Vitals {
        Vitals(
            at: at, isReaderStuck: isReaderStuck, memory: OwnProcess.heldMemory,
            log: size(of: journal.path + "-wal") / 1_048_576, descriptors: openDescriptors,
            threads: OwnProcess.threads)
    }

    /// The names of the columns of ``line``.
    static let heading = "seconds,reader_stuck,memory_kib,log_mib,descriptors,threads"

    /// The sample as a line of CSV.
    var line: String {
        "\(Int(at)),\(isReaderStuck ? 1 : 0),\(Int(memory)),\(log),\(descriptors),\(threads)"
    }

    /// How many file descriptors of this process are open.
    static var openDescriptors: Int {
        // Looking needs one as well.
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1) ?? 0
    }

    private static func size(of path: String) -> Double {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.doubleValue ?? 0
    }
}
