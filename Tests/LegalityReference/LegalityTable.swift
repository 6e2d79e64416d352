/// What each call does in each state: WeChat's answer, which the sandbox must give, and what the
/// core must say before anything is sent.
///
/// WeChat's pages print a part of the codes; docs/reference/wechat-answers.md has what they leave
/// open.
package enum LegalityTable {
    /// All rows.
    package static let rows = LegalityCall.allCases.flatMap { call in
        cells(of: call).map {
            LegalityRow(call: call, from: $0.from, answer: $0.answer, core: $0.core)
        }
    }

    private static let notWaiting = "仅服务订单支付状态为待支付时,才可使用此能力"
    private static let wrongState = "当前订单状态不合法"
    private static let otherParameters = "订单重入参数校验失败"
    private static let deducting = "单据正在扣款中,请稍后再试"

    private static func cells(of call: LegalityCall) -> [LegalityCell] {
        switch call {
        case .create: creations
        case .createCompleted: completedCreations
        case .complete: completions
        case .modify: modifications
        case .collect: collections
        case .reportPaid: reports
        case .cancel: cancels
        }
    }

    /// The same parameters are a re-entry everywhere.
    private static let creations: [LegalityCell] = LegalityState.allCases.map {
        switch $0 {
        case .none: .permits($0, to: .created, core: .allowed)
        case .created: .permits($0, core: .allowed)
        case .inService, .collecting, .lowered, .deducting, .partlyPaid, .done, .doneUncharged,
            .doneElsewhere, .revoked, .expired:
            .permits($0, core: .denied("order_exists"))
        }
    }

    /// A number that is taken is taken everywhere.
    private static let completedCreations: [LegalityCell] =
        LegalityState.allCases.map {
            $0 == .none
                ? .permits($0, to: .collecting, core: .allowed)
                : .refuses(
                    $0, "INVALID_REQUEST", 400, otherParameters, core: .denied("order_exists"))
        }

    private static let completions: [LegalityCell] = [
        .refuses(.none, "ORDER_NOT_EXIST", 404, core: .denied("indeterminate_state")),
        .refuses(.created, "INVALID_REQUEST", 400, wrongState, core: .denied("not_confirmed")),
        .permits(.inService, to: .collecting, core: .allowed),
        .permits(.collecting, core: .denied("already_completed")),
        .permits(.lowered, core: .denied("already_completed")),
        .refuses(
            .deducting, "INVALID_REQUEST", 400, wrongState, core: .denied("already_completed")),
        .permits(.partlyPaid, core: .denied("already_completed")),
        .refuses(.done, "INVALID_REQUEST", 400, wrongState, core: .denied("already_done")),
        .refuses(
            .doneUncharged, "INVALID_REQUEST", 400, otherParameters,
            core: .denied("already_done")),
        .refuses(.doneElsewhere, "INVALID_REQUEST", 400, wrongState, core: .denied("already_done")),
        .refuses(.revoked, "INVALID_REQUEST", 400, wrongState, core: .denied("already_revoked")),
        .refuses(.expired, "INVALID_REQUEST", 400, wrongState, core: .denied("already_expired")),
    ]

    private static let modifications: [LegalityCell] = [
        .refuses(.none, "ORDER_NOT_EXIST", 404, core: .denied("indeterminate_state")),
        .refuses(.created, "INVALID_ORDER_STATE", 400, notWaiting, core: .denied("not_completed")),
        .refuses(
            .inService, "INVALID_ORDER_STATE", 400, notWaiting, core: .denied("not_completed")),
        .permits(.collecting, to: .lowered, core: .asks),
        .permits(.lowered, core: .denied("amount_not_lower")),
        .refuses(.deducting, "PARAM_ERROR", 400, deducting, core: .asks),
        .permits(.partlyPaid, core: .asks),
        .refuses(.done, "INVALID_ORDER_STATE", 400, notWaiting, core: .denied("already_done")),
        .refuses(.doneUncharged, "INVALID_ORDER_STATE", core: .denied("already_done")),
        .refuses(.doneElsewhere, "INVALID_ORDER_STATE", core: .denied("already_done")),
        .refuses(.revoked, "ORDER_CANCELED", core: .denied("already_revoked")),
        .refuses(.expired, "INVALID_ORDER_STATE", core: .denied("already_expired")),
    ]

    private static let collections: [LegalityCell] = [
        .refuses(.none, "ORDER_NOT_EXIST", 404, core: .denied("indeterminate_state")),
        .refuses(.created, "INVALID_ORDER_STATE", 400, notWaiting, core: .denied("not_completed")),
        .refuses(.inService, "INVALID_ORDER_STATE", core: .denied("not_completed")),
        .permits(.collecting, core: .allowed),
        .permits(.lowered, core: .allowed),
        .refuses(.deducting, "PARAM_ERROR", 400, deducting, core: .allowed),
        .permits(.partlyPaid, core: .allowed),
        .refuses(.done, "INVALID_ORDER_STATE", core: .denied("already_done")),
        .refuses(.doneUncharged, "INVALID_ORDER_STATE", core: .denied("already_done")),
        .refuses(.doneElsewhere, "INVALID_ORDER_STATE", core: .denied("already_done")),
        .refuses(.revoked, "ORDER_CANCELED", core: .denied("already_revoked")),
        .refuses(.expired, "INVALID_ORDER_STATE", core: .denied("already_expired")),
    ]

    private static let reports: [LegalityCell] = [
        .refuses(.none, "ORDER_NOT_EXIST", 404, core: .denied("indeterminate_state")),
        .refuses(.created, "INVALID_ORDER_STATE", core: .denied("not_completed")),
        .refuses(.inService, "INVALID_ORDER_STATE", core: .denied("not_completed")),
        .permits(.collecting, to: .doneElsewhere, core: .asks),
        .permits(.lowered, to: .doneElsewhere, core: .asks),
        .refuses(.deducting, "PARAM_ERROR", 400, deducting, core: .asks),
        .permits(.partlyPaid, to: .doneElsewhere, core: .asks),
        .refuses(.done, "ORDER_DONE", core: .denied("already_done")),
        .refuses(.doneUncharged, "ORDER_DONE", core: .denied("already_done")),
        .refuses(.doneElsewhere, "ORDER_DONE", core: .denied("already_done")),
        .refuses(.revoked, "ORDER_CANCELED", core: .denied("already_revoked")),
        .refuses(.expired, "INVALID_ORDER_STATE", core: .denied("already_expired")),
    ]

    private static let cancels: [LegalityCell] = [
        .refuses(.none, "ORDER_NOT_EXIST", 404, core: .denied("indeterminate_state")),
        .permits(.created, to: .revoked, core: .allowed),
        .permits(.inService, to: .revoked, core: .allowed),
        .permits(.collecting, to: .revoked, core: .asks),
        .permits(.lowered, to: .revoked, core: .asks),
        .refuses(.deducting, "PARAM_ERROR", 400, deducting, core: .asks),
        .refuses(.partlyPaid, "PARAM_ERROR", 400, "当前订单状态不满足撤销条件", core: .denied("partly_paid")),
        .refuses(.done, "ORDER_DONE", core: .denied("already_done")),
        .refuses(.doneUncharged, "ORDER_DONE", core: .denied("already_done")),
        .refuses(.doneElsewhere, "ORDER_DONE", core: .denied("already_done")),
        .permits(.revoked, core: .denied("already_revoked")),
        .refuses(.expired, "INVALID_ORDER_STATE", core: .denied("already_expired")),
    ]
}
