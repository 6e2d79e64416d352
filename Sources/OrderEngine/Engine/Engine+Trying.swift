import OrderLifecycle

/// What a try was made with: it is recorded with the decision, whatever becomes of the try.
struct Try: Hashable, Sendable {
    /// Why, in the words of who asked.
    var reason: String?
    /// What was consented to.
    var consent: TriedConsent?
}

extension Engine {
    /// Makes the bytes of a wish; where it breaks a rule of WeChat's and the order is known, that
    /// it was tried is recorded.
    func request(
        for wish: ProviderWish, of order: OutOrderNumber, _ tried: Try = Try(), caller: Caller
    ) async throws(EngineError) -> ProviderRequest {
        let problem: RequestProblem
        do throws(RequestProblem) { return try provider.request(for: wish, of: order) } catch {
            problem = error
        }
        let failure = EngineError.request(problem)
        try await recordFailure(
            failure, of: wish.kind, at: order, tried, pointer: problem.keptPointer,
            caller: caller)
        throw failure
    }

    /// Records, for a known order, that a try ended before anything could be decided.
    func recordFailure(
        _ failure: EngineError, of operation: Operation, at order: OutOrderNumber, _ tried: Try,
        reasons: [DenialReason] = [], pointer: String? = nil, caller: Caller
    ) async throws(EngineError) {
        let rules = operation == .cancel ? settings.rules : nil
        try await commit { entry in
            guard let known = try entry.writing.order(order) else { return }
            let denied = DecisionEntry(
                code: .denied, reasons: reasons.map(\.rawValue),
                standingRevision: known.standingRevision, operation: operation,
                problem: failure.code.rawValue, pointer: pointer, tried: tried.consent)
            try entry.append(
                .decided(denied), of: order, by: Mark(caller: caller, cause: Cause(.call)),
                reason: tried.reason, rules: rules)
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
