import Foundation

/// A deduction that WeChat tries in time.
struct PlannedDeduction: Codable, Sendable {
    let start: Date
    let end: Date
    /// WeChat Pay's number if it succeeds; `nil` if it fails.
    let transactionID: String?

    /// Plans the deductions of a script, of which the first begins now.
    static func plan(_ script: DeductionScript, from now: Date) -> [PlannedDeduction] {
        script.outcomes.enumerated().map { index, outcome in
            let start = now + TimeInterval(index * (script.seconds + script.pauseSeconds))
            return PlannedDeduction(
                start: start, end: start + TimeInterval(script.seconds),
                transactionID: outcome == .paid ? newTransactionID() : nil)
        }
    }

    /// A number as WeChat Pay gives to what it has collected.
    static func newTransactionID() -> String { "4200" + RandomText.digits(24) }
}
