/// One order as a single clerk with a pencil would keep it.
///
/// The sequential model that every history must agree with; it shares nothing with the engine.
struct OrderModel: Hashable {
    /// Where the order stands.
    enum Phase: String, Hashable {
        case none
        case created = "created"
        case inService = "in_service"
        case awaitingPayment = "awaiting_payment"
        case revoked = "revoked"
        /// A cancel was applied whose answer is not known yet.
        case unresolved
    }

    var phase: Phase
    var isProtected = false
    var spent: Set<Int> = []

    /// What becomes of the order if the call happened now; `nil` if it cannot have been told that.
    ///
    /// - Parameter isContended: Whether another call overlapped, so that being told to wait or to
    ///   look again is right whatever the order's state.
    /// - Parameter isPermitTaken: Whether an overlapping cancel used the call's permit. Of two
    ///   engines the other one may see the permit spent by the intent, and the order as it was
    ///   until WeChat has answered.
    func after(_ call: Call, isContended: Bool, isPermitTaken: Bool) -> OrderModel? {
        if case .denied(let reasons) = call.told, isContended,
            reasons.contains("attempt_unresolved") || reasons.contains("observation_too_old")
        {
            return self
        }
        if phase == .awaitingPayment, !isProtected, isPermitTaken,
            call.told == .unusable("permit_spent")
        {
            return self
        }
        return switch call.deed {
        case .create: afterCreate(call.told)
        case .complete: afterComplete(call.told)
        case .cancel(let permit, let isMisstated):
            afterCancel(call.told, permit, isMisstated)
        case .protect: call.told == .done ? with { $0.isProtected = true } : nil
        case .reconcile: afterReconcile(call.told)
        case .look: afterLook(call.told)
        }
    }

    private func afterCreate(_ told: Told) -> OrderModel? {
        switch (phase, told) {
        // Asked again with the same parameters, WeChat answers as the first time.
        case (.none, .done), (.created, .done): with { $0.phase = .created }
        case (.none, _): nil
        case (_, .denied): self
        default: nil
        }
    }

    private func afterComplete(_ told: Told) -> OrderModel? {
        switch (phase, told) {
        case (.inService, .done): with { $0.phase = .awaitingPayment }
        case (.inService, _): nil
        case (_, .denied): self
        default: nil
        }
    }

    private func afterCancel(
        _ told: Told, _ permit: Int?, _ isMisstated: Bool
    ) -> OrderModel? {
        if isProtected {
            guard case .denied = told else { return nil }
            return self
        }
        switch (phase, told) {
        case (.created, .done), (.inService, .done):
            return permit == nil ? with { $0.phase = .revoked } : nil
        case (.awaitingPayment, .done):
            guard let permit, !spent.contains(permit), !isMisstated else { return nil }
            return with {
                $0.phase = .revoked
                $0.spent.insert(permit)
            }
        case (.awaitingPayment, .asked): return permit == nil ? self : nil
        case (.awaitingPayment, .unusable("permit_amount_differs")):
            // The permit is as good as before.
            return isMisstated ? self : nil
        case (.revoked, .denied): return permit == nil ? self : nil
        case (.revoked, .unusable(let why)):
            guard let permit else { return nil }
            return why == (spent.contains(permit) ? "permit_spent" : "permit_stale") ? self : nil
        case (.unresolved, .denied): return self
        default: return nil
        }
    }

    private func afterReconcile(_ told: Told) -> OrderModel? {
        guard told == .done else { return nil }
        return phase == .unresolved ? with { $0.phase = .revoked } : self
    }

    private func afterLook(_ told: Told) -> OrderModel? {
        switch told {
        case .seen(let word):
            phase.rawValue == word || (phase == .unresolved && word == "revoked") ? self : nil
        case .failed("order_unknown"): phase == .none ? self : nil
        default: nil
        }
    }

    private func with(_ change: (inout OrderModel) -> Void) -> OrderModel {
        var copy = self
        change(&copy)
        return copy
    }
}
