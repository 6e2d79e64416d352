import Foundation

/// The clocks that measurements are read from.
public enum Clocks {
    /// Seconds that only go forward.
    public static var wall: Double { seconds(CLOCK_MONOTONIC) }

    /// Seconds that this process has computed, on all its threads.
    public static var processor: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Runs work and returns how long it took, in seconds.
    public static func timing(_ work: () throws -> Void) rethrows -> Double {
        let start = wall
        try work()
        return wall - start
    }
}
