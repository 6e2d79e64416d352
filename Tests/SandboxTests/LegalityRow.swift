import Testing

/// A row of the legality matrix: the code that refuses the call (`nil` allows it) and where the
/// order stands then.
struct LegalityRow: Sendable, CustomTestStringConvertible {
    let from: PreparedState
    let code: String?
    let status: Int
    let message: String?
    let to: PreparedState

    init(
        _ from: PreparedState, _ code: String? = nil, _ status: Int = 400, _ message: String? = nil,
        to: PreparedState? = nil
    ) {
        self.from = from
        self.code = code
        self.status = code == nil ? 200 : status
        self.message = message
        self.to = to ?? from
    }

    var testDescription: String { "\(from) → \(code ?? "200")" }
}
