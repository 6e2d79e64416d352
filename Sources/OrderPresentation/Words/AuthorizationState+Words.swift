package import OrderLifecycle

extension AuthorizationState {
    /// The state for a person: its code, and beside it the Chinese word.
    package var word: String {
        let chinese =
            switch self {
            case .unseen: "未知"
            case .pending: "待用户授权"
            case .available: "已授权"
            case .unavailable: "已解除"
            case .indeterminate: "无法识别"
            }
        return told(rawValue, zh: "\(chinese) \(rawValue)")
    }
}
