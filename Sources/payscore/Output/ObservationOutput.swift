import OrderEngine
import OrderJournal
import OrderLifecycle

/// What an observation brought, as commands show it.
struct ObservationOutput {
    let report: ObservationReport
    let source: Source

    /// Who showed where the order stands.
    enum Source {
        /// WeChat, which was asked.
        case query
        /// Somebody, who handed WeChat's answer over.
        case claim
    }

    /// The observation for a person.
    var lines: [StyledText] { [sentence] + OrderOutput(order: report.order).lines }

    private var sentence: StyledText {
        "\(done) \(report.order.order, .bold)\(told(": ", zh: "："))\(finding)"
    }

    private var done: StyledText {
        switch source {
        case .query: StyledText(told("QUERIED", zh: "已查询"), .good)
        case .claim: StyledText(told("RECORDED", zh: "已记录"), .good)
        }
    }

    private var finding: StyledText {
        if let outside = report.outside {
            return told(
                "new: \(outside.words, .bad); no call of this journal did it",
                zh: "有变化：\(outside.words, .bad)；并非本账本的调用所为")
        }
        return switch report.finding {
        case .confirmed: told("nothing new", zh: "没有变化")
        case .event(.corrected(let phase, _)):
            told(
                """
                \("corrected", .caution): WeChat shows \(phase.kind.rawValue); what was known was \
                not verified
                """,
                zh: """
                    \("已更正 corrected", .caution)：微信显示为 \(phase.kind.word)；\
                    原先所知未经验证
                    """)
        case .event(let event):
            told("new: \(event.kind.rawValue, .accent)", zh: "有变化：\(event.kind.word, .accent)")
        case .resolved: told("the phase can be told again", zh: "又能看出阶段了")
        case .indeterminate(let why):
            told(
                "the observation tells no phase: \(why.rawValue, .caution)",
                zh: "从这次观察看不出阶段：\(why.rawValue, .caution)")
        case .stale(let seen):
            told(
                """
                the observation is older than what is known (it showed \(seen.rawValue)); recorded \
                only
                """, zh: "这次观察比已知的更旧（显示为 \(seen.word)），只作记录")
        case .contradiction(let contradiction):
            told(
                "\("contradiction", .bad): \(contradiction.rawValue); what was known stands",
                zh: "\("矛盾", .bad)：\(contradiction.rawValue)；原先所知不变")
        }
    }
}
