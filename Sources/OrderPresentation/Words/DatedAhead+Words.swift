package import OrderJournal
import OrderLifecycle

extension DatedAhead {
    /// By how much it is ahead, as people read it.
    package var duration: String { Duration.words(seconds: lead.milliseconds / 1000) }
}

extension Duration {
    /// A length of time to the two figures that matter.
    package static func words(seconds: Int64) -> String {
        switch seconds {
        case ..<120: told("\(seconds) s", zh: "\(seconds) 秒")
        case ..<7200: told("\(seconds / 60) min", zh: "\(seconds / 60) 分钟")
        case ..<172_800: told("\(seconds / 3600) h", zh: "\(seconds / 3600) 小时")
        default: told("\(seconds / 86_400) days", zh: "\(seconds / 86_400) 天")
        }
    }
}
