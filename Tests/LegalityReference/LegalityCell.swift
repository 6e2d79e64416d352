/// What a call does in one state.
struct LegalityCell {
    let from: LegalityState
    let answer: LegalityRow.Answer
    let core: LegalityRow.Core

    /// WeChat carries it out, or answers as it did before.
    static func permits(
        _ from: LegalityState, to: LegalityState? = nil, core: LegalityRow.Core
    ) -> LegalityCell {
        LegalityCell(from: from, answer: .permits(to ?? from), core: core)
    }

    /// WeChat refuses it.
    static func refuses(
        _ from: LegalityState, _ code: String, _ status: Int = 400, _ message: String? = nil,
        core: LegalityRow.Core
    ) -> LegalityCell {
        LegalityCell(from: from, answer: .refuses(code, status, message), core: core)
    }
}
