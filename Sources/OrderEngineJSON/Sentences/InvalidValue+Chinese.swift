package import OrderLifecycle

extension InvalidValue {
    /// What is wrong and what would be right, in Chinese, without repeating the value itself.
    package var chinese: String { "\(field.chinese)\(explanationInChinese)" }

    /// What is wrong, as the end of a sentence that begins with the value's name.
    package var explanationInChinese: String {
        switch problem {
        case .empty: "不能为空。"
        case .tooLong(let length, let limit):
            "有 \(length) \(field.unitInChinese)，最多 \(limit) \(field.unitInChinese)"
                + (field.isCountedInUTF16 ? "（一个字母或汉字算一个）。" : "。")
        case .tooLongEncoded(let length, let limit):
            "经百分号编码后有 \(length) 字节，最多 \(limit) 字节。"
        case .forbiddenCharacter(let offset): "在第 \(offset) 字节处（从 0 数起）有不允许的字符。"
        case .foreignToIdentifiers(let scalar, let offset):
            "在第 \(offset) 字节处（从 0 数起）有 \(Problem.codePoint(scalar))；只能用 ASCII 字母、"
                + "数字、. _ @ + - 和汉字（U+4E00–9FFF、U+3400–4DBF）。"
        case .fourByteCharacter(let offset):
            "在第 \(offset) 字节处（从 0 数起）有一个占四个 UTF-8 字节的字符；微信只接受占一到三个字节的字符。"
        case .outOfRange(let minimum, let maximum):
            "须在 \(minimum) 到 \(maximum) \(field.unitInChinese)之间。"
        case .noUnit(let number):
            "没有写明是元还是分：元写作 \(number).00、¥\(number) 或 \(number)元，分写作 \(number) fen。"
        case .notBeijingTime:
            "不是一个有效的北京时间（UTC+8）；请写作 20260131160000，或写 20260131 表示当天零点。"
        case .notAnAmount: "格式不对；请写作 128.00、¥128、128元 或 12800 fen。"
        }
    }
}

extension InvalidValue.Field {
    /// What the value is called, with the name that WeChat or the configuration gives it.
    package var chinese: String {
        switch self {
        case .amount: "金额"
        case .outOrderNumber: "商户订单号（out_order_no）"
        case .appID: "应用标识（appid）"
        case .serviceID: "服务标识（service_id）"
        case .merchantID: "商户号（mchid）"
        case .orderID: "微信订单号（order_id）"
        case .queryID: "查询标识（query_id）"
        case .reason: "原因（reason）"
        case .actor: "操作者的名字（actor）"
        case .channel: "渠道（channel）"
        case .identification: "身份如何得知（identification）"
        case .authorizationCode: "授权协议号（authorization_code）"
        case .openID: "用户标识（openid）"
        case .subject: "主体（subject）"
        case .transactionID: "微信支付单号（transaction_id）"
        case .notificationID: "通知的编号（notification_id）"
        case .notificationType: "通知的类型（event_type）"
        case .checkpointName: "检查点的名称（checkpoint_name）"
        case .time: "时间（time）"
        case .paidAt: "付款时间（paid_at）"
        case .freshness: "新鲜度（freshness）"
        case .quiescence: "静默期（quiescence）"
        case .lookups: "重发后查询的时刻（lookups）"
        case .dispatches: "发送次数（dispatches）"
        case .deductionPause: "扣款时的等待（deduction_pause）"
        case .retryPause: "重试前的等待（retry_pause）"
        case .permitLifetime: "许可的有效期（permit_lifetime）"
        case .approvalLifetime: "审批的有效期（approval_lifetime）"
        case .approvalHold: "审批的执行时刻（approval_hold）"
        case .approval: "审批的编号（approval）"
        case .maxPause: "最长的等待（max_pause）"
        case .reconciliationPause: "两次补查的间隔（reconciliation_pause）"
        case .pollInterval: "查看新记录的间隔（poll_interval）"
        case .shutdownLimit: "关闭时的等待（shutdown_limit）"
        case .collectInterval: "两次催收的间隔（collect_interval）"
        case .sweepRate: "巡查的速度（sweep_rate）"
        case .sweepPause: "两次巡查的间隔（sweep_pause）"
        case .velocityLimitCancels: "限额的笔数（velocity_limit_cancels）"
        case .velocityLimitFen: "限额的金额（velocity_limit_fen）"
        case .velocityLimitReports: "登记为已付的笔数限额（velocity_limit_reports）"
        case .velocityLimitReportedFen: "登记为已付的金额限额（velocity_limit_reported_fen）"
        case .velocityLimitWindow: "限额的时段（velocity_limit_window）"
        }
    }

    fileprivate var isCountedInUTF16: Bool { self == .reason || self == .actor }

    /// In what the value is measured.
    fileprivate var unitInChinese: String {
        switch self {
        case .reason, .actor: "个 UTF-16 单位"
        case .outOrderNumber, .appID, .serviceID, .merchantID, .orderID, .queryID, .channel,
            .identification, .authorizationCode, .openID, .subject, .transactionID,
            .notificationID, .notificationType, .checkpointName, .approval:
            "字节"
        case .amount, .velocityLimitFen, .velocityLimitReportedFen: "分"
        case .time, .paidAt, .freshness, .quiescence, .lookups, .deductionPause, .retryPause,
            .permitLifetime, .maxPause, .reconciliationPause, .pollInterval, .shutdownLimit,
            .sweepPause, .velocityLimitWindow, .collectInterval, .approvalLifetime, .approvalHold:
            "毫秒"
        case .dispatches: "次"
        case .velocityLimitCancels, .velocityLimitReports: "笔"
        case .sweepRate: "笔每秒"
        }
    }
}
