import OrderJournal
import OrderLifecycle

/// Why a verified answer to a call is no word about it, so that an observation has to decide; the
/// raw value is what the trail says.
///
/// An adapter holds an answer to all that a call's success must name. This is what the engine holds
/// against any adapter.
enum AnswerDisbelief: String, Hashable, Sendable {
    /// It was signed before the call was made: it answers an earlier one.
    case tooOld = "answer_too_old"
    /// It names another order, merchant, application or service than the journal knows.
    case ofAnotherOrder = "another_order"
}

extension ProviderAnswer {
    /// Whether the answer was signed, by WeChat's clock, before a moment of ours by more than
    /// `limit`; of what was not signed that cannot be told.
    func isOlder(than moment: Timestamp, byMoreThan limit: Duration) -> Bool {
        switch self {
        case .accepted(_, let evidence), .refused(_, let evidence):
            ObservationAge(sinceAsked: .zero, signedAt: evidence.signedAt, now: moment)
                .signedBeforeAsking > limit
        case .unknown, .notSent: false
        }
    }
}
