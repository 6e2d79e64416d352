/// What this merchant permits: the guards that a call must pass beside WeChat's rules.
///
/// That a loss must be acknowledged is not a setting: a policy can only ask for more.
public struct CallPolicy: Sendable {
    /// What a part payment means.
    public var partPayment = PartPaymentGuard()
    /// How old an observation may be.
    public var freshness = FreshnessGuard()
    /// How much may be forgiven within a time.
    public var velocityLimit = VelocityLimitGuard()
    /// How often WeChat may be asked to collect for one order.
    public var collect = CollectGuard()
    /// Asks for a second person, where the merchant wants one.
    public var secondPerson: SecondPersonGuard?
    /// Asks for two people, from an amount on, where the merchant wants them.
    public var twoPeople: TwoPeopleGuard?
    /// Asks for verified people, where the merchant wants them.
    public var verifiedPerson: VerifiedPersonGuard?
    /// Guards of the merchant's own.
    public var additional: [any CallGuard] = []

    let unresolved = UnresolvedGuard()
    let protection = ProtectionGuard()

    /// Creates the default policy: an acknowledged loss, no cancel after a part payment,
    /// observations of at most five seconds, the standard velocity limit, one collect an hour.
    public init() {}

    /// All that the policy says: a line a guard, its identifier and its version.
    ///
    ///     part_payment=denied
    ///     freshness=5000
    ///     …
    public var text: String {
        let own: [(any CallGuard)?] = [
            unresolved, partPayment, freshness, protection, velocityLimit, collect, secondPerson,
            twoPeople, verifiedPerson,
        ]
        return (own.compactMap { $0 } + additional)
            .map { line(of: $0) }.joined(separator: "\n")
    }

    /// How many people must acknowledge a loss before a requested call is made.
    public func peopleNeeded(for loss: Loss?) -> Int {
        loss.map { max(1, othersNeeded(for: $0)) } ?? 0
    }

    /// How many people other than the requester must acknowledge a loss.
    public func othersNeeded(for loss: Loss) -> Int {
        if twoPeople?.asks(about: loss) == true { return 2 }
        return secondPerson?.asks(about: loss) == true ? 1 : 0
    }

    /// A guard's line, which is one line whatever the merchant's own guard is called.
    private func line(of asked: any CallGuard) -> String {
        let line = "\(asked.identifier)=\(asked.version)"
        return String(
            String.UnicodeScalarView(
                line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
