package import OrderLifecycle

extension OrderCall.Kind {
    /// The call, for a person.
    package var word: String {
        switch self {
        case .create: told("create", zh: "创建")
        case .createCompleted: told("create and complete", zh: "创建并完结")
        case .complete: told("complete", zh: "完结")
        case .modify: told("modify", zh: "修改金额")
        case .collect: told("collect", zh: "催收")
        case .reportPaid: told("report as paid", zh: "登记为已付")
        case .cancel: told("cancel", zh: "取消")
        }
    }
}
