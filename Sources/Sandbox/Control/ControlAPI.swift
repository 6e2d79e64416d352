import Foundation

/// The interface under `/sandbox`, by which a test plays the customer, the faults and the passing
/// of time.
struct ControlAPI: Sendable {
    static let root = "/sandbox"
    /// How many orders or authorizations are listed at most.
    private static let listLimit = 200

    private let store: SandboxStore
    private let gate: ControlGate
    private let keys: KeyRing

    init(store: SandboxStore, gate: ControlGate, keys: KeyRing) {
        self.store = store
        self.gate = gate
        self.keys = keys
    }

    /// Tells whether a request is for this interface.
    static func serves(_ request: ReceivedRequest) -> Bool {
        request.path == root || request.path.hasPrefix("\(root)/")
    }

    /// Answers a request, without any signature.
    func answer(_ request: ReceivedRequest, at now: Date) async -> Answer {
        do throws(ControlRefusal) {
            return try await answering(request, at: now)
        } catch {
            return error.answer
        }
    }

    private func answering(
        _ request: ReceivedRequest, at now: Date
    ) async throws(ControlRefusal) -> Answer {
        try gate.check(request)
        let segments = request.path.dropFirst(Self.root.count + 1)
            .split(separator: "/", omittingEmptySubsequences: false)
        switch (segments.first, segments.count) {
        case ("", 1):
            try require("GET", of: request)
            return CustomerPage.answer()
        case ("orders", 1):
            try require("GET", of: request)
            let newest = await store.shownOrders(at: now, upTo: Self.listLimit)
            return ok(OrderList(orders: newest.orders, leftOut: newest.leftOut))
        case ("orders", 2):
            try require("GET", of: request)
            return ok(try await store.shownOrder(try number(segments[1]), at: now))
        case ("orders", 3):
            try require("POST", of: request)
            let number = try number(segments[1])
            if let action = try ColleagueAction(segments[2], body: request.body) {
                return ok(try await store.act(action, on: number, request, at: now))
            }
            let action = try UserAction(segments[2], body: request.body)
            return ok(try await store.act(action, on: number, at: now))
        case ("authorizations", 1):
            try require("GET", of: request)
            let newest = await store.shownAuthorizations(at: now, upTo: Self.listLimit)
            return ok(
                AuthorizationList(
                    authorizations: newest.authorizations, leftOut: newest.leftOut))
        case ("authorizations", 2):
            try require("GET", of: request)
            return ok(try await store.shownAuthorization(try number(segments[1]), at: now))
        case ("authorizations", 3):
            try require("POST", of: request)
            let action = try AuthorizationAction(segments[2], body: request.body)
            return ok(try await store.act(action, on: try number(segments[1]), at: now))
        case ("faults", 1):
            return try await answerFaults(request)
        case ("requests", 1):
            try require("GET", of: request)
            return ok(RequestList(requests: await store.requests))
        case ("notifications", 1):
            try require("GET", of: request)
            return ok(ShownNotifications(notifications: await store.shownNotifications))
        case ("notifications", 3) where segments[2] == "send":
            try require("POST", of: request)
            return ok(try await store.sendAgain(String(segments[1]), at: now))
        case ("keys", 2) where segments[1] == "rotate":
            try require("POST", of: request)
            return try rotateKeys(try KeyRotation(body: request.body), at: now)
        default:
            throw .unknownPath
        }
    }

    private func answerFaults(_ request: ReceivedRequest) async throws(ControlRefusal) -> Answer {
        switch request.method {
        case "GET": break
        case "POST" where NotificationFault.isMeant(by: request.body):
            try await store.play(try NotificationFault(body: request.body))
        case "POST": try await store.play(try Fault(body: request.body))
        case "DELETE": try await store.forgetFaults()
        default: throw .wrongMethod("GET, POST or DELETE")
        }
        return ok(
            FaultList(calls: await store.faults, notifications: await store.notificationFaults))
    }

    private func rotateKeys(
        _ rotation: KeyRotation, at now: Date
    ) throws(ControlRefusal) -> Answer {
        do throws(SandboxError) {
            return ok(ShownKeys(try keys.rotate(rotation, at: now)))
        } catch {
            throw .notStored
        }
    }

    private func require(_ method: String, of request: ReceivedRequest) throws(ControlRefusal) {
        guard request.method == method else { throw .wrongMethod(method) }
    }

    private func number(_ segment: Substring) throws(ControlRefusal) -> String {
        guard let number = percentDecoded(segment), SandboxOutOrderNumber.isValid(number) else {
            throw .badRequest("\(segment) is not the number of an order or an authorization.")
        }
        return number
    }

    private func ok(_ value: some Encodable) -> Answer {
        Answer(status: 200, value, signature: .absent)
    }
}

/// The answer of `GET /sandbox/orders`, newest first.
private struct OrderList: Encodable {
    let orders: [ShownOrder]
    /// How many older ones there are.
    let leftOut: Int

    private enum CodingKeys: String, CodingKey {
        case orders
        case leftOut = "left_out"
    }
}

/// The answer of `GET /sandbox/requests`, oldest first.
private struct RequestList: Encodable {
    let requests: [RequestRecord]
}

/// The answer of `GET /sandbox/authorizations`, newest first.
private struct AuthorizationList: Encodable {
    let authorizations: [ShownAuthorization]
    /// How many older ones there are.
    let leftOut: Int

    private enum CodingKeys: String, CodingKey {
        case authorizations
        case leftOut = "left_out"
    }
}

/// The answer of `/sandbox/faults`: the faults still to be played, the next one first, those of
/// calls before those of notifications.
private struct FaultList: Encodable {
    let calls: [Fault]
    let notifications: [NotificationFault]

    private enum CodingKeys: CodingKey {
        case faults
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        var list = container.nestedUnkeyedContainer(forKey: .faults)
        for fault in calls { try list.encode(fault) }
        for fault in notifications { try list.encode(fault) }
    }
}

/// The answer of `GET /sandbox/notifications`, oldest first.
private struct ShownNotifications: Encodable {
    let notifications: [ShownNotification]
}
