/// Where an order may stand before a call.
///
/// Wherever it is completed, its total is ¥40.00, or ¥30.00 after it was lowered.
package enum LegalityState: String, CaseIterable, Sendable {
    /// There is no order.
    case none
    case created, inService, collecting, lowered
    /// A deduction is running, which no query shows.
    case deducting
    /// ¥10.00 are paid.
    case partlyPaid
    case done, doneUncharged
    /// Reported as paid elsewhere.
    case doneElsewhere
    case revoked, expired
}
