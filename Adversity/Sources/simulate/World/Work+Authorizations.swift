import OrderEngine
import OrderLifecycle

/// Calls about authorizations, and sweeps.
extension Work {
    /// Asks WeChat about all orders that are open.
    func sweep() async throws(EngineError) -> Told {
        var settings = SweepSettings()
        if wish.flag { try? settings.setRate(SweepSettings.rateRange.upperBound) }
        world.oracle.sweepBegins(call)
        return .swept(try await call.incarnation.engine.sweep(settings, caller: call.caller))
    }

    /// Makes a call about an authorization.
    func authorize() async throws(EngineError) -> Told {
        let authorizations = call.incarnation.engine.authorizations
        let openID = call.customer.flatMap { try? OpenID(World.openID(of: $0)) }
        if call.action == .reconcileAuthorizations {
            return .reconciledAuthorizations(
                try await authorizations.reconcile(
                    dueOnly: !wish.flag || world.isCalm, caller: call.caller))
        }
        if let openID {
            guard call.action == .terminateCustomer, let reason = wish.reason else {
                _ = try await authorizations.query(of: openID, caller: call.caller)
                return .other
            }
            return .authorized(
                try await authorizations.terminate(of: openID, reason: reason, caller: call.caller))
        }
        guard let code = call.authorization.flatMap({ world.permissions.all[$0].code }),
            let reason = wish.reason
        else { return .other }
        switch call.action {
        case .requestAuthorization:
            return .authorized(try await authorizations.request(code, caller: call.caller))
        case .terminate:
            return .authorized(
                try await authorizations.terminate(code, reason: reason, caller: call.caller))
        default:
            _ = try await authorizations.query(code, caller: call.caller)
            return .other
        }
    }
}
