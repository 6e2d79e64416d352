package import OrderJournal
package import OrderLifecycle

extension RecordContent {
    /// What happened, for a person: its code, and beside it the Chinese word.
    package var words: String {
        switch self {
        case .order(let fact): fact.words
        case .attempt(let fact): fact.words
        case .authorization(let fact): told(spoken(event), zh: "\(fact.chinese) \(event)")
        case .journal(let fact): told(spoken(event), zh: "\(fact.chinese) \(event)")
        }
    }
}

extension OrderEvent.Kind {
    /// The event for a person: its code, and beside it the Chinese word.
    package var word: String { told(rawValue, zh: "\(chinese) \(rawValue)") }

    fileprivate var chinese: String {
        switch self {
        case .created: "已创建"
        case .adopted: "已接管"
        case .confirmed: "用户已确认"
        case .completed: "已完结"
        case .completedWithoutCharge: "已完结，不收费"
        case .reduced: "金额已调低"
        case .partlyPaid: "已部分支付"
        case .paid: "已支付"
        case .revoked: "已取消"
        case .expired: "已失效"
        case .advanced: "已推进"
        case .corrected: "已更正"
        }
    }
}

extension CallDecision.Code {
    /// The decision for a person: its code, and beside it the Chinese word.
    package var words: String { told(spoken(rawValue), zh: "\(verdict) \(rawValue)") }

    /// The decision as the heading of an answer.
    package var verdict: String {
        switch self {
        case .allowed: told("ALLOWED", zh: "允许")
        case .needsAcknowledgement: told("NEEDS ACKNOWLEDGEMENT", zh: "须先确认")
        case .denied: told("DENIED", zh: "已拒绝")
        }
    }
}

extension OrderFact {
    fileprivate var words: String {
        guard case .decided(let details) = self else {
            let event = RecordContent.order(self).event
            return told(spoken(event), zh: "\(chinese) \(event)")
        }
        let decision = "\(details.call.word) \(details.code.words)"
        return details.isDryRun ? told("dry run: ", zh: "试运行：") + decision : decision
    }

    private var chinese: String {
        switch self {
        case .happened(let event, _, let outside):
            switch outside?.kind {
            case .revoked: "在别处被取消"
            case .completed: "在别处被完结"
            case .reduced: "在别处被调低金额"
            case .reportedPaid: "在别处被登记为已付"
            case nil: event.kind.chinese
            }
        case .observed(.event(let event), _): event.kind.chinese
        case .observed(.confirmed, _): "观察：没有变化"
        case .observed(.resolved, _): "观察：又能看出阶段"
        case .observed(.indeterminate, _): "观察：看不出阶段"
        case .observed(.stale, _): "观察：过时"
        case .observed(.contradiction, _): "观察：矛盾"
        case .identified: "得知编号"
        case .decided: "已决定"
        case .permitIssued: "已发许可"
        case .approval(.requested): "已提交审批"
        case .approval(.acknowledged): "审批：已确认"
        case .approval(.sentBack): "审批：金额有变，退回"
        case .approval(.ended(_, .rejected)): "审批：已驳回"
        case .approval(.ended(_, .withdrawn)): "审批：已撤回"
        case .approval(.ended(_, .expired)): "审批：已过期"
        case .approval(.ended(_, .denied)): "审批：届时已不允许"
        case .protected: "已保护"
        case .unprotected: "已解除保护"
        case .noted: "已备注"
        case .alarmAcknowledged: "警报已处理"
        case .notified: "收到通知"
        }
    }
}

extension AttemptFact {
    fileprivate var words: String {
        switch self {
        case .intended(let details):
            details.call.kind.word + told(" intended", zh: " 请求已留存，待发送 intended")
        case .settled(let end): "\(end.call.word) \(end.outcome.words)"
        case .dispatched, .deferred, .parked, .appliedLate:
            told(spoken(event), zh: "\(chinese) \(event)")
        }
    }

    private var event: String { RecordContent.attempt(self).event }

    private var chinese: String {
        switch self {
        case .intended: "请求已留存，待发送"
        case .dispatched: "已交付发送"
        case .deferred: "等待补查"
        case .settled: "已有结果"
        case .parked: "已搁置"
        case .appliedLate: "迟来的生效"
        }
    }
}

extension AttemptOutcome {
    fileprivate var words: String {
        switch self {
        case .applied: told("applied (\(code))", zh: "已生效（\(code)）")
        case .refused: told(spoken(code), zh: "被微信驳回 \(code)")
        case .notApplied: told(spoken(code), zh: "未生效 \(code)")
        case .unproven: told(code, zh: "无法证实 \(code)")
        }
    }
}

extension AuthorizationFact {
    fileprivate var chinese: String {
        switch self {
        case .seen(.event(.requested), _): "已申请授权"
        case .seen(.event(.opened), _): "用户已授权"
        case .seen(.event(.closed), _): "授权已解除"
        case .seen(.confirmed, _): "授权没有变化"
        case .seen(.stale, _): "过时的授权状态"
        case .seen(.indeterminate, _): "授权状态无法识别"
        case .bound: "得知授权的用户"
        case .decided: "已就授权作决定"
        }
    }
}

extension JournalFact {
    fileprivate var chinese: String {
        switch self {
        case .begun: "新建账本"
        case .velocityLimitTripped: "已熔断"
        case .velocityLimitReset: "熔断已解除"
        case .policyChanged: "规则设置已变更"
        case .keyAdded: "启用新的签名密钥"
        case .swept: "巡查完成"
        case .resumed: "接受损失后继续"
        case .notified: "收到通知，未作处理"
        case .customerForgotten: "已遗忘用户"
        }
    }
}

/// A code in words of its own.
package func spoken(_ code: String) -> String { code.replacing("_", with: " ") }
