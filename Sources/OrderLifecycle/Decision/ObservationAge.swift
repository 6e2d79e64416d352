/// How old an observation of an order is, by two clocks.
///
/// An observation is as old as the question that it answers, and as old as WeChat's signature under
/// it: a kept answer is no fresh one because somebody asked again. The earlier of the two moments
/// counts. A signature is dated in whole seconds, so it counts from the end of its second.
public struct ObservationAge: Hashable, Sendable {
    /// How precisely a signature is dated, in milliseconds.
    public static let signaturePrecision: Int64 = 1000

    /// Milliseconds since the question left, by a clock that is never set.
    public let sinceAsked: Int64
    /// Milliseconds since the last moment at which the answer can have been signed, by the wall
    /// clock; `nil` where nothing was signed, and negative where the wall clock is behind WeChat's.
    public let sinceSigned: Int64?

    /// Older than anything permits: of an observation that what is known does not rest on.
    public static let unknown = ObservationAge(sinceAsked: .max)

    /// Creates the age of an observation.
    ///
    /// - Parameters:
    ///   - sinceAsked: Milliseconds since the question left, by a clock that is never set.
    ///   - signedAt: The time in WeChat's signature; `nil` where nothing was signed.
    ///   - now: The wall clock.
    public init(sinceAsked: Int64, signedAt: Timestamp?, now: Timestamp) {
        self.sinceAsked = sinceAsked
        sinceSigned = signedAt.map { now.millisecondsSince($0) - Self.signaturePrecision }
    }

    /// Creates the age of an observation under which there is no signature.
    public init(sinceAsked: Int64) {
        self.sinceAsked = sinceAsked
        sinceSigned = nil
    }

    /// The age that counts, in milliseconds; negative only if the clock that is never set was.
    public var milliseconds: Int64 {
        guard sinceAsked >= 0, let sinceSigned else { return sinceAsked }
        return max(sinceAsked, sinceSigned)
    }

    /// By how much the signature is older than the question, in milliseconds: the wall clock is
    /// ahead of WeChat's by at least as much, or the answer is an old one.
    public var signedBeforeAsking: Int64 {
        guard sinceAsked >= 0, let sinceSigned else { return 0 }
        let (lead, overflow) = sinceSigned.subtractingReportingOverflow(sinceAsked)
        return overflow ? 0 : max(0, lead)
    }
}
