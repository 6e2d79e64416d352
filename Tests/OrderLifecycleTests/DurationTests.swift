import OrderLifecycle
import Testing

/// Durations in whole milliseconds.
struct DurationTests {
    @Test(arguments: [0, 1, -1, 999, 1000, -1001, .max - 1, .max, .min + 1, .min] as [Int64])
    func `milliseconds stay what they are on the way to a duration and back`(milliseconds: Int64) {
        #expect(Duration.milliseconds(milliseconds).milliseconds == milliseconds)
    }

    @Test(
        arguments: [
            (.microseconds(999), 0), (.microseconds(-999), 0), (.microseconds(1999), 1),
            (.microseconds(-1999), -1), (.nanoseconds(60_000_999_999), 60_000),
        ] as [(Duration, Int64)])
    func `a fraction of a millisecond does not count`(duration: Duration, milliseconds: Int64) {
        #expect(duration.milliseconds == milliseconds)
    }

    @Test(arguments: extremes)
    func `a longer duration than can be counted is the longest that can`(duration: Duration) {
        #expect(duration.milliseconds == (duration > .zero ? Int64.max : Int64.min))
        let range = Duration.milliseconds(Int64.min) ... .milliseconds(Int64.max)
        #expect(throws: Never.self) {
            try Duration.milliseconds(duration.milliseconds).checked(.time, within: range)
        }
    }

    @Test(arguments: extremes)
    func `no moment lies before the first or after the last`(duration: Duration) {
        let end = Timestamp(clamping: duration > .zero ? .max : .min)
        #expect(at(0).advanced(by: duration) == end)
        #expect(end.advanced(by: duration) == end)
    }

    @Test(arguments: extremes)
    func `no age is so great that it traps, or makes an observation fresh`(duration: Duration) {
        for signedAt in [nil, at(0), Timestamp(clamping: .max)] {
            let age = ObservationAge(sinceAsked: duration, signedAt: signedAt, now: at(0))
            #expect(!(.zero ... .seconds(60)).contains(age.duration))
            #expect(age.signedBeforeAsking == .zero)
        }
    }

    @Test func `the moments of an age are told apart by whole milliseconds`() {
        let age = ObservationAge(
            sinceAsked: .microseconds(40_900), signedAt: at(-12_000), now: at(0))
        #expect(age.sinceAsked == .milliseconds(40))
        #expect(age.sinceSigned == .seconds(11))
        #expect(ObservationAge(sinceAsked: .zero).sinceSigned == nil)
    }
}
