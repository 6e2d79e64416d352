import OrderLifecycle
import Testing

/// What a permit is bound to.
struct PermitTests {
    static let number = order("A-1")
    static let terms = permit(expiresAt: at(11_000), lifetime: .seconds(9))

    static func permit(expiresAt: Timestamp, lifetime: Duration) -> Permit {
        do {
            return try Permit(
                order: number, call: .cancel, revision: 7, loss: loss(5000),
                requestedBy: person("wang"), expiresAt: expiresAt, lifetime: lifetime)
        } catch { fatalError("\(lifetime): \(error)") }
    }

    @Test(
        arguments: [
            ("A-1", 7, false, 10_999, nil),
            ("A-1", 7, false, 11_000, .expired),
            ("A-1", 7, false, 11_001, .expired),
            ("A-1", 6, false, 2000, .stale),
            ("A-1", 8, false, 2000, .stale),
            ("A-1", 7, true, 2000, .spent),
            ("A-2", 7, false, 2000, .foreign),
            // Foreign before spent, spent before expired, expired before stale.
            ("A-2", 8, true, 11_001, .foreign),
            ("A-1", 8, true, 11_001, .spent),
            ("A-1", 8, false, 11_001, .expired),
        ] as [(String, Int64, Bool, Int64, PermitProblem?)])
    func `a permit is for one order, one revision, one use and a time`(
        number: String, revision: Int64, isSpent: Bool, clock: Int64, problem: PermitProblem?
    ) {
        let found = Self.terms.problem(
            using: order(number), for: .cancel, at: revision, stating: fen(5000), isSpent: isSpent,
            by: PermitTimes(clock: at(clock), latest: at(2000), issued: at(2000)))
        #expect(found == problem)
    }

    /// The permit was given when the clock read 2,000.
    @Test(
        arguments: [
            // The journal keeps step with the clock.
            (2000, 2000, 2000, nil), (10_999, 10_999, 2000, nil), (11_000, 11_000, 2000, .expired),
            // A little before it was given is how clocks are; more is a clock that was set back.
            (1000, 2000, 2000, nil), (999, 2000, 2000, .expired), (0, 2000, 2000, .expired),
            // A clock that was set back after its end had been recorded.
            (2000, 10_999, 2000, nil), (2000, 11_000, 2000, .expired),
            // A journal that is far ahead stands still, and only the clock tells.
            (2000, 900_000, 900_000, nil), (10_999, 900_000, 900_000, nil),
            (11_000, 900_000, 900_000, .expired), (10_999, 909_000, 900_000, .expired),
            (10_999, Timestamp.maximum, Timestamp.maximum, nil),
        ] as [(Int64, Int64, Int64, PermitProblem?)])
    func `a permit ends by the clock and by the journal's time, whichever is first`(
        clock: Int64, latest: Int64, issued: Int64, problem: PermitProblem?
    ) {
        let found = Self.terms.problem(
            using: Self.number, for: .cancel, at: 7, stating: fen(5000), isSpent: false,
            by: PermitTimes(clock: at(clock), latest: at(latest), issued: at(issued)))
        #expect(found == problem)
    }

    @Test(arguments: [.zero, .milliseconds(999), .milliseconds(86_400_001)] + extremes)
    func `a lifetime outside its range is refused`(lifetime: Duration) {
        #expect(
            throws: InvalidValue(.permitLifetime, .outOfRange(minimum: 1000, maximum: 86_400_000))
        ) {
            try Permit(
                order: Self.number, call: .cancel, revision: 7, loss: loss(1),
                requestedBy: person("wang"), expiresAt: at(1), lifetime: lifetime)
        }
    }

    @Test func `the longest permit ends at the last moment there is`() {
        let terms = Self.permit(expiresAt: at(.max / 2), lifetime: .seconds(86_400))
        let found = terms.problem(
            using: Self.number, for: .cancel, at: 7, stating: fen(5000), isSpent: false,
            by: PermitTimes(clock: at(.max / 2), latest: at(0), issued: at(0)))
        #expect(found == .expired)
    }

    @Test(arguments: [0, 1, 4999, 5001, 1_000_000_000])
    func `a permit consents to exactly the amount at stake`(stated: Int64) {
        let times = PermitTimes(clock: at(2000), latest: at(2000), issued: at(2000))
        let found = Self.terms.problem(
            using: Self.number, for: .cancel, at: 7, stating: fen(stated), isSpent: false, by: times
        )
        #expect(found == .amountDiffers)
        // A permit that is no longer good is told as what it is.
        let stale = Self.terms.problem(
            using: Self.number, for: .cancel, at: 8, stating: fen(stated), isSpent: false, by: times
        )
        #expect(stale == .stale)
    }

    @Test func `a permit lasts ten minutes, and its problems have stable codes`() {
        #expect(Permit.standardLifetime == .seconds(600))
        #expect(
            PermitProblem.allCases.map(\.rawValue) == [
                "permit_unknown", "permit_foreign", "permit_spent", "permit_expired",
                "permit_stale", "permit_amount_differs",
            ])
    }
}
