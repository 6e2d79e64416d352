import OrderLifecycle

/// Why the service should get no more requests; docs/reference/errors.md says what to do about
/// each.
public enum ReadinessProblem: String, Hashable, Sendable, CaseIterable {
    /// The service is shutting down.
    case shuttingDown = "shutting_down"
    /// The journal cannot be read.
    case journalUnreadable = "journal_unreadable"
    /// An earlier write failed for good, so that nothing more is written.
    case writingHalted = "writing_halted"
    /// The journal has fewer records than its last checkpoint seals.
    case recordsMissing = "records_missing"
    /// The records could not be sealed at the last try.
    case sealingFailed = "sealing_failed"
    /// This machine's clock differs from WeChat's, or is behind the journal's last record.
    case clockDiffers = "clock_differs"
    /// No key of WeChat's that is trusted is valid now.
    case keysUnusable = "keys_unusable"

    /// What is wrong, in both languages.
    var sentences: (english: String, chinese: String) {
        switch self {
        case .shuttingDown: ("the service is shutting down", "服务正在关闭。")
        case .journalUnreadable: ("the journal cannot be read", "账本读不了。")
        case .writingHalted:
            ("an earlier write failed, and nothing more is written", "先前的写入失败，不再写入。")
        case .recordsMissing:
            (
                "the journal has fewer records than its last checkpoint seals",
                "账本的记录少于最后一个检查点所封存的。"
            )
        case .sealingFailed:
            ("the records could not be sealed; the log has the code", "记录未能封存；代码见日志。")
        case .clockDiffers:
            (
                "this machine's clock is more than five minutes from WeChat's, or from the "
                    + "journal's last record",
                "本机时钟与微信或账本最后一条记录相差五分钟以上。"
            )
        case .keysUnusable:
            (
                "no key of WeChat's is valid now, so no answer can be verified",
                "目前没有有效的微信公钥或平台证书，无法验证应答。"
            )
        }
    }
}
