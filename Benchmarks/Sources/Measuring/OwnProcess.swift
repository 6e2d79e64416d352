internal import CHeap
import Foundation

/// What the system keeps of this process.
public enum OwnProcess {
    /// Memory that it holds: of its own, without files that are mapped, in KiB; what is free is
    /// returned first.
    public static var heldMemory: Double {
        heap_return_free()
        return number("RssAnon")
    }

    /// How many threads it has.
    public static var threads: Int { Int(number("Threads")) }

    private static func number(_ name: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
        let words = line?.split { $0 == " " || $0 == "\t" } ?? []
        return words.dropFirst().first.flatMap { Double($0) } ?? 0
    }
}
