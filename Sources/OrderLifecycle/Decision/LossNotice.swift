/// What the merchant may lose by cancelling, and is told without being asked.
public enum LossNotice: Hashable, Sendable {
    /// The service is in use and could no longer be charged for, up to the risk fund where it is
    /// known.
    case serviceUncharged(upTo: Amount?)

    /// The most that may be lost, where it is known.
    public var atStake: Amount? {
        switch self {
        case .serviceUncharged(let amount): amount
        }
    }

    /// The word for this notice.
    public var code: String {
        switch self {
        case .serviceUncharged: "service_uncharged"
        }
    }
}

extension LossNotice: CustomStringConvertible {
    /// The word with the most that may be lost: `service_uncharged up to ¥300.00`.
    public var description: String {
        atStake.map { "\(code) up to \($0)" } ?? code
    }
}
