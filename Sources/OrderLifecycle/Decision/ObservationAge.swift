/// How old an observation of an order is, by two clocks.
///
/// An observation is as old as the question that it answers, and as old as WeChat's signature under
/// it: a kept answer is no fresh one because somebody asked again. The earlier of the two moments
/// counts. A signature is dated in whole seconds, so it counts from the end of its second.
public struct ObservationAge: Hashable, Sendable {
    /// How precisely a signature is dated.
    public static let signaturePrecision: Duration = .seconds(1)

    /// Older than anything permits: of an observation that what is known does not rest on.
    public static let unknown = ObservationAge(sinceAsked: .milliseconds(Int64.max))

    // Numbers rather than durations, which every decision would have to compare.
    private let askedMilliseconds: Int64
    private let signedMilliseconds: Int64?

    /// Creates the age of an observation, in whole milliseconds.
    ///
    /// - Parameters:
    ///   - sinceAsked: The time since the question left, by a clock that is never set.
    ///   - signedAt: The time in WeChat's signature; `nil` where nothing was signed.
    ///   - now: The wall clock.
    public init(sinceAsked: Duration, signedAt: Timestamp?, now: Timestamp) {
        askedMilliseconds = sinceAsked.milliseconds
        signedMilliseconds = signedAt.map {
            (now.since($0) - Self.signaturePrecision).milliseconds
        }
    }

    /// Creates the age of an observation under which there is no signature.
    public init(sinceAsked: Duration) {
        askedMilliseconds = sinceAsked.milliseconds
        signedMilliseconds = nil
    }

    /// The time since the question left, by a clock that is never set.
    public var sinceAsked: Duration { .milliseconds(askedMilliseconds) }

    /// The time since the last moment at which the answer can have been signed, by the wall clock;
    /// `nil` where nothing was signed, and negative where the wall clock is behind WeChat's.
    public var sinceSigned: Duration? { signedMilliseconds.map { .milliseconds($0) } }

    /// The age that counts; negative only if the clock that is never set was.
    public var duration: Duration { .milliseconds(milliseconds) }

    /// By how much the signature is older than the question: the wall clock is ahead of WeChat's by
    /// at least as much, or the answer is an old one.
    public var signedBeforeAsking: Duration { .milliseconds(leadMilliseconds) }

    /// ``duration`` in milliseconds.
    var milliseconds: Int64 {
        guard askedMilliseconds >= 0, let signedMilliseconds else { return askedMilliseconds }
        return max(askedMilliseconds, signedMilliseconds)
    }

    /// ``signedBeforeAsking`` in milliseconds.
    var leadMilliseconds: Int64 {
        guard askedMilliseconds >= 0, let signedMilliseconds else { return 0 }
        let (lead, overflow) = signedMilliseconds.subtractingReportingOverflow(askedMilliseconds)
        return overflow ? 0 : max(0, lead)
    }
}
