package import OrderLifecycle

extension OrderCall.Kind {
    /// The call, for a person.
    package func word(in language: DiagramLanguage) -> String {
        switch self {
        case .create: language.told("create", zh: "创建")
        case .createCompleted: language.told("create and complete", zh: "创建并完结")
        case .complete: language.told("complete", zh: "完结")
        case .modify: language.told("modify", zh: "修改金额")
        case .collect: language.told("collect", zh: "催收")
        case .reportPaid: language.told("report as paid", zh: "登记为已付")
        case .cancel: language.told("cancel", zh: "取消")
        }
    }
}
