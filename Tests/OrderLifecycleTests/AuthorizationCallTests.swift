import OrderLifecycle
import Testing

/// What is true about the calls on an authorization.
struct AuthorizationCallTests {
    private static func reasons(
        _ call: AuthorizationCall, _ state: AuthorizationState, orders: [String] = [],
        isOpen: Bool = false
    ) throws -> [AuthorizationDenialReason] {
        let situation = AuthorizationSituation(
            state: state, openOrders: try orders.map { try OutOrderNumber($0) },
            hasOpenAttempt: isOpen)
        return call.denials(in: situation)
    }

    @Test(
        arguments: [
            (AuthorizationState.unseen, [], [.notAvailable]), (.pending, [], [.notAvailable]),
            (.available, [.alreadyAvailable], []), (.unavailable, [.alreadyEnded], [.alreadyEnded]),
            (.indeterminate, [], [.indeterminateState]),
        ] as [(AuthorizationState, [AuthorizationDenialReason], [AuthorizationDenialReason])])
    func `what each state denies`(
        state: AuthorizationState, request: [AuthorizationDenialReason],
        terminate: [AuthorizationDenialReason]
    ) throws {
        #expect(try Self.reasons(.request, state) == request)
        #expect(try Self.reasons(.terminate, state) == terminate)
    }

    @Test func `while orders are open, ending is denied with their numbers`() throws {
        let orders = [try OutOrderNumber("A-1"), try OutOrderNumber("A-2")]
        let situation = AuthorizationSituation(state: .available, openOrders: orders)
        let decision = AuthorizationCall.terminate.decision(on: situation)
        #expect(decision == .denied([.ordersOpen], openOrders: orders))
        #expect(decision.code == .denied)
        #expect(try Self.reasons(.request, .pending, orders: ["A-1"]).isEmpty)
        // Orders are no reason where there is another one.
        let ended = AuthorizationSituation(state: .unavailable, openOrders: orders)
        #expect(
            AuthorizationCall.terminate.decision(on: ended)
                == .denied([.alreadyEnded], openOrders: []))
    }

    @Test func `a call waits for the outcome of the one before`() throws {
        for call in AuthorizationCall.allCases {
            let state = call == .request ? AuthorizationState.pending : .available
            #expect(try Self.reasons(call, state, isOpen: true) == [.attemptUnresolved])
            guard case .allowed = call.decision(on: AuthorizationSituation(state: state)) else {
                Issue.record("\(call) is denied")
                return
            }
        }
    }

    @Test(arguments: [
        (AuthorizationState.unseen, ObservedEffect.unchanged, ObservedEffect.indeterminate),
        (.pending, .applied, .changed), (.available, .applied, .unchanged),
        (.unavailable, .applied, .applied), (.indeterminate, .indeterminate, .indeterminate),
    ])
    func `what each state shows of an effect`(
        seen: AuthorizationState, request: ObservedEffect, terminate: ObservedEffect
    ) {
        #expect(AuthorizationCall.request.effect(in: seen) == request)
        #expect(AuthorizationCall.terminate.effect(in: seen) == terminate)
    }

    @Test func `each reason is a sentence in two languages`() {
        for reason in AuthorizationDenialReason.allCases {
            let sentence = reason.sentence
            #expect(sentence.code == reason.rawValue)
            #expect(sentence.english.hasSuffix(".") && sentence.chinese.hasSuffix("。"))
        }
    }
}
