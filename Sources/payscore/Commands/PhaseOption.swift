import ArgumentParser
import OrderEngine
import OrderLifecycle

/// A phase's word on the command line.
enum PhaseOption: String, CaseIterable, ExpressibleByArgument, Sendable {
    case created
    case inService = "in_service"
    case awaitingPayment = "awaiting_payment"
    case done, revoked, expired, indeterminate
}
