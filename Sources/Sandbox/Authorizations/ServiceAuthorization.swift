import Foundation

/// A customer's consent to a service of no-confirm mode, as the imitated WeChat Pay Score keeps it.
struct ServiceAuthorization: Codable, Sendable {
    /// For this long a pre-authorization's token opens the page on which the customer consents.
    static let tokenLifetime: TimeInterval = 3600

    let merchantID: String
    let parameters: PreAuthorizeParameters
    /// When the last token was handed out.
    var tokenIssuedAt: Date
    var stage = Stage.unbound

    /// Where an authorization stands; a case carries what is known there.
    enum Stage: Codable, Sendable {
        /// `UNBINDUSER`: pre-authorized, no customer has consented.
        case unbound
        /// `AVAILABLE`: the customer has consented.
        case available(openID: String, since: Date)
        /// `UNAVAILABLE`: the merchant or the customer has ended it.
        case unavailable(openID: String, since: Date, until: Date)
    }

    var code: String { parameters.authorizationCode }

    /// The customer, once one has consented.
    var openID: String? {
        switch stage {
        case .unbound: nil
        case .available(let openID, _), .unavailable(let openID, _, _): openID
        }
    }

    var isAvailable: Bool {
        if case .available = stage { true } else { false }
    }

    /// When the authorization ended; `nil` if it has not.
    var endedAt: Date? {
        if case .unavailable(_, _, let end) = stage { end } else { nil }
    }

    /// Returns the authorization moved to another stage.
    func state(at stage: Stage) -> ServiceAuthorization {
        var next = self
        next.stage = stage
        return next
    }
}

extension [String: ServiceAuthorization] {
    /// The authorization of a customer: the one in force, or else the one that ended last.
    func ofCustomer(_ openID: String) -> ServiceAuthorization? {
        let theirs = values.filter { $0.openID == openID }
        return theirs.first(where: \.isAvailable)
            ?? theirs.max { ($0.endedAt ?? .distantPast) < ($1.endedAt ?? .distantPast) }
    }
}

extension [String: ServiceOrder] {
    /// The numbers of the orders that are not final, by their customers.
    func openNumbers(at now: Date) -> [String: [String]] {
        var numbers: [String: [String]] = [:]
        for order in values {
            guard let openID = order.openID, order.settled(at: now).stage.isOpen else { continue }
            numbers[openID, default: []].append(order.creation.outOrderNumber)
        }
        return numbers
    }
}

extension OrderStage {
    /// Whether something can still happen to the order.
    fileprivate var isOpen: Bool {
        switch self {
        case .created, .inService, .collecting: true
        case .done, .revoked, .expired: false
        }
    }
}
