/// What the members of a record's detail are called in a person's language.
package enum DetailNames {
    /// The member's name; in Chinese, one that has no word here stays as it is stored.
    package static func word(_ name: String) -> String {
        told(spoken(name), zh: chinese[name] ?? name)
    }

    /// A value that is a word, in a person's language: an order's mode, or how a name is known.
    package static func value(_ code: String) -> String {
        let chinese: String =
            switch code {
            case "confirm": "需确认"
            case "no_confirm": "免确认"
            case "claimed": "自称"
            default:
                code.hasPrefix("verified:") ? "已核实（\(code.dropFirst(9))）" : code
            }
        return told(code, zh: chinese)
    }

    private static let chinese = [
        "about": "关于记录",
        "acknowledged_by": "确认人",
        "acknowledged_until": "确认有效期至",
        "acknowledger_identified_by": "确认人身份",
        "already_paid": "已付",
        "also_acknowledged_by": "另一确认人",
        "also_identified_by": "另一确认人身份",
        "approval": "审批编号",
        "asked": "查询",
        "at_stake": "涉及金额",
        "attempt": "请求",
        "began_at": "开始于",
        "body_sha256": "正文 SHA-256",
        "call": "调用",
        "change": "变化",
        "changed_at": "变化时间",
        "code": "错误码",
        "contradiction": "矛盾",
        "content": "内容 SHA-256",
        "count": "第几次发送",
        "customer": "用户",
        "decision": "决定",
        "differed": "不符",
        "dry_run": "试运行",
        "due": "待付",
        "epoch": "纪元",
        "excerpt": "摘录",
        "expires_at": "有效期至",
        "failed": "没有应答",
        "found": "实有",
        "given_up": "放弃",
        "hazards": "风险",
        "held_until": "执行时间",
        "identity": "账本标识",
        "known": "已知",
        "known_root": "已知树根",
        "last_sent_at": "最后发送于",
        "lasts": "有效时长",
        "loss": "缺失",
        "lost": "损失",
        "lost_up_to": "最多损失",
        "mchid": "商户号",
        "message": "说明",
        "mode": "模式",
        "next_at": "下次查询",
        "notice": "提示",
        "notification": "通知编号",
        "open_orders": "未结束的订单",
        "order_id": "微信订单号",
        "outcome": "结果",
        "paid": "已付",
        "paid_at": "付款时间",
        "permit": "许可",
        "phase": "阶段",
        "phase_revision": "阶段版本",
        "pointer": "位置",
        "policy": "规则设置",
        "previous": "原规则设置",
        "problem": "问题",
        "public_key": "公钥",
        "reasons": "原因",
        "received_at": "收到于",
        "refusal": "驳回类别",
        "request_id": "请求编号",
        "request_sha256": "请求 SHA-256",
        "requested_by": "申请人",
        "requester_identified_by": "申请人身份",
        "risk_fund": "风险金",
        "seen": "显示为",
        "signed_by": "签名密钥",
        "stance": "立场",
        "stated": "说出的金额",
        "status": "HTTP 状态",
        "through": "支付途径",
        "sweep": "巡查",
        "total": "总额",
        "transaction_id": "支付单号",
        "type": "类型",
        "uncertainty": "未决原因",
        "unknown": "微信没有",
        "unverified_because": "未验证原因",
        "unverified_code": "未验证的错误码",
        "unverified_date": "未验证的时间",
        "unverified_key": "未验证的密钥编号",
        "unverified_message": "未验证的说明",
        "unverified_status": "未验证的 HTTP 状态",
        "verified": "已验证",
        "why": "原因",
    ]
}
