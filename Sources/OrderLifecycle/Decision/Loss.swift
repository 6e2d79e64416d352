/// What the merchant gives up for good by a call, and must acknowledge.
///
/// There is one amount at stake. It is what a person states, what a permit is bound to, and what
/// is counted. What was paid already is shown beside it and never added.
public struct Loss: Hashable, Sendable {
    /// In which ways money is given up; never empty.
    public let hazards: [Hazard]
    /// What is given up; never zero.
    public let atStake: Amount
    /// What was paid already.
    public let alreadyPaid: Amount

    /// Creates a loss, or `nil` if nothing is at stake, or in no way, or something is said to be
    /// paid and is not.
    public init?(_ hazards: [Hazard], atStake: Amount, alreadyPaid: Amount = .zero) {
        guard atStake > .zero, !hazards.isEmpty,
            alreadyPaid > .zero || !hazards.contains(.partlyPaid)
        else { return nil }
        self.hazards = hazards
        self.atStake = atStake
        self.alreadyPaid = alreadyPaid
    }

    /// The amount that a hazard concerns.
    public func amount(of hazard: Hazard) -> Amount {
        switch hazard {
        case .collectionAbandoned, .amountLowered, .receivedElsewhere: atStake
        case .partlyPaid: alreadyPaid
        }
    }
}

extension Loss: CustomStringConvertible {
    /// Every hazard with its amount: `collection_abandoned ¥128.00, partly_paid ¥20.00`.
    public var description: String {
        hazards.map { "\($0.rawValue) \(amount(of: $0))" }.joined(separator: ", ")
    }
}
