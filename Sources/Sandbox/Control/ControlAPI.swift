import Foundation

/// The interface under `/sandbox`, by which a test plays the customer, the faults and the passing
/// of time.
struct ControlAPI: Sendable {
    static let root = "/sandbox"

    private let books: Books

    init(books: Books) { self.books = books }

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
        let segments = request.path.dropFirst(Self.root.count + 1)
            .split(separator: "/", omittingEmptySubsequences: false)
        switch (segments.first, segments.count) {
        case ("orders", 2):
            try require("GET", of: request)
            return ok(try await books.shownOrder(try number(segments[1]), at: now))
        case ("orders", 3):
            try require("POST", of: request)
            let action = try UserAction(segments[2], body: request.body)
            return ok(try await books.act(action, on: try number(segments[1]), at: now))
        case ("faults", 1):
            return try await answerFaults(request)
        case ("requests", 1):
            try require("GET", of: request)
            return ok(RequestList(requests: await books.requests))
        default:
            throw .unknownPath
        }
    }

    private func answerFaults(_ request: ReceivedRequest) async throws(ControlRefusal) -> Answer {
        switch request.method {
        case "GET": return ok(FaultList(faults: await books.faults))
        case "POST":
            let fault = try Fault(body: request.body)
            return ok(FaultList(faults: try await books.play(fault)))
        case "DELETE": return ok(FaultList(faults: try await books.forgetFaults()))
        default: throw .wrongMethod("GET, POST or DELETE")
        }
    }

    private func require(_ method: String, of request: ReceivedRequest) throws(ControlRefusal) {
        guard request.method == method else { throw .wrongMethod(method) }
    }

    private func number(_ segment: Substring) throws(ControlRefusal) -> String {
        guard let number = percentDecoded(segment), OutOrderNumber.isValid(number) else {
            throw .badRequest("\(segment) is not an order number.")
        }
        return number
    }

    private func ok(_ value: some Encodable) -> Answer {
        Answer(status: 200, value, signature: .absent)
    }
}

/// The answer of `GET /sandbox/requests`, oldest first.
private struct RequestList: Encodable {
    let requests: [RequestRecord]
}

/// The answer of `/sandbox/faults`: the faults still to be played, the next one first.
private struct FaultList: Encodable {
    let faults: [Fault]
}

/// An order as the control interface shows it: what query would answer, and what query never says.
struct ShownOrder: Encodable, Sendable {
    private let order: OrderAnswer
    private let deductionRunning: Bool
    private let cancelReason: String?
    private let queryID: String?

    private enum CodingKeys: String, CodingKey {
        case order
        case deductionRunning = "deduction_running"
        case cancelReason = "cancel_reason"
        case queryID = "query_id"
    }

    init(_ order: ServiceOrder) {
        self.order = OrderAnswer(showing: order)
        if case .collecting(_, deductionRunning: true) = order.stage {
            deductionRunning = true
        } else {
            deductionRunning = false
        }
        cancelReason = order.cancellation?.reason
        queryID = order.queryID
    }
}
