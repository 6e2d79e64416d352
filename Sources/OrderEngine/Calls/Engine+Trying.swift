import OrderJournal
import OrderLifecycle

extension Engine {
    /// Makes the bytes of a wish; where it breaks a rule of WeChat's and the order is known, that
    /// it was tried is recorded.
    func request(
        for wish: ProviderWish, of order: OutOrderNumber, _ tried: Try = Try(), caller: Caller
    ) async throws(EngineError) -> ProviderRequest {
        let problems: RequestProblems
        do throws(RequestProblems) { return try provider.request(for: wish, of: order) } catch {
            problems = error
        }
        let failure = EngineError.request(problems)
        try await recordFailure(
            failure, of: wish.kind, at: order, tried, pointer: problems.first.keptPointer,
            caller: caller)
        throw failure
    }

    /// Records, for a known order, that a try ended before anything could be decided.
    func recordFailure(
        _ failure: EngineError, of call: OrderCall.Kind, _ terms: CallTerms = CallTerms(),
        at order: OutOrderNumber, _ tried: Try, reasons: [DenialReason] = [],
        pointer: String? = nil, caller: Caller
    ) async throws(EngineError) {
        telemetry.undecided(failure, on: order, for: call)
        let (rules, policy) = (settings.rules.recorded(for: call), settings.policyText)
        let provenance = Provenance(caller: caller, cause: Cause(.call))
        try await commit(on: [.order(order)]) { transaction in
            guard let known = try transaction.writer.order(order) else { return }
            let denied = DecisionDetails(
                code: .denied, reasons: reasons.map(\.rawValue),
                stateRevision: known.stateRevision,
                policy: try transaction.enforce(policy, by: provenance), call: call,
                total: terms.total, paidAt: terms.paidAt,
                problem: failure.code.rawValue, pointer: pointer, tried: tried.consent,
                isDryRun: tried.isDryRun)
            try transaction.append(
                .order(.decided(denied)), to: .order(order),
                by: provenance, reason: tried.reason, rules: rules)
        }
    }
}

extension RequestProblem {
    /// The pointer as far as it can be of WeChat's own making, at most sixteen steps: its names are
    /// lower-case, and what the merchant wrote in place of a name may be anybody's.
    var keptPointer: String? {
        let steps = pointer.split(separator: "/").prefix(16).prefix { step in
            step.utf8.count <= 40
                && step.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
                }
                || step.utf8.count <= 3
                    && step.utf8.allSatisfy {
                        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    }
        }
        return steps.isEmpty ? nil : "/" + steps.joined(separator: "/")
    }
}
