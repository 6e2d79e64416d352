import OrderEngine
import OrderLifecycle

/// The README's example as whoever is in a hurry would copy it: without the person's line.
func cancelCarelessly(
    _ order: OutOrderNumber, for clerk: Caller, with engine: Engine
) async throws {
    let consent: Consent? = nil
    let answer = try await engine.cancelDecision(on: order, caller: clerk)
    print(answer.decision)  // needs acknowledgement: collection_abandoned ¥128.00
    switch answer.decision {
    case .allowed: break
    case .denied: return
    case .needsAcknowledgement(let loss):
        print("To give up \(loss) for good, type the amount:")
    }
    let result = try await engine.cancel(
        order, reason: CancelReason("用户取消"), consent: consent, caller: clerk)
    print(result)  // applied (answered); revoked
}
