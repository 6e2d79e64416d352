import OrderJournal
import OrderLifecycle

extension DatedAhead {
    /// By how much it is ahead, as people read it.
    var duration: String { Duration.words(seconds: lead.milliseconds / 1000) }
}

extension Duration {
    /// A length of time to the two figures that matter.
    static func words(seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
