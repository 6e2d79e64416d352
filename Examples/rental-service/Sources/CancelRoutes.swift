import HTTPTypes
import Hummingbird
import Logging
import OrderEngine
import OrderLifecycle

/// `GET` and `POST /orders/{no}/cancel`: may it be cancelled, and do it.
///
/// There is no sign-in here: whoever reaches the port may cancel. A gateway in front of it signs
/// people in, and checks `Host` and `Origin`.
struct CancelRoutes {
    let engine: Engine
    /// Who calls; take the actor from whoever is signed in once your program has a sign-in.
    let desk: Caller

    func router() -> Router<RentalContext> {
        let router = Router(context: RentalContext.self)
        router.addMiddleware {
            TracingMiddleware()
            MetricsMiddleware()
            LogRequestsMiddleware(.info)
        }
        router.get("orders/:no/cancel") { request, context in
            try await refusing { try await ask(request, context) }
        }
        router.post("orders/:no/cancel") { request, context in
            try await refusing { try await cancel(request, context) }
        }
        return router
    }

    private func ask(_ request: Request, _ context: RentalContext) async throws -> Response {
        let answer = try await engine.cancelDecision(on: order(context), caller: desk)
        return try respond(.ok, CancelAnswer(answer), to: request, context)
    }

    private func cancel(
        _ request: Request, _ context: RentalContext
    ) async throws -> Response {
        let wish = try await request.decode(as: CancelWish.self, context: context)
        let result = try await engine.cancel(
            order(context), reason: CancelReason(wish.reason), consent: wish.stated(),
            caller: desk)
        switch result {
        case .denied(let answer), .needsAcknowledgement(let answer):
            return try respond(.conflict, CancelAnswer(answer), to: request, context)
        case .permitUnusable(let problem, let answer):
            return try respond(
                .conflict, CancelAnswer(answer, problem: problem.rawValue), to: request, context)
        case .dryRun(let answer, _):
            return try respond(.ok, CancelAnswer(answer), to: request, context)
        case .attempted(let report, _):
            let outcome = CancelOutcome(report)
            return try respond(outcome.status, outcome, to: request, context)
        }
    }

    private func order(_ context: RentalContext) throws -> OutOrderNumber {
        try OutOrderNumber(context.parameters.require("no"))
    }

    /// An answer may hold a permit's token, so nothing between here and the clerk may keep it.
    private func respond(
        _ status: HTTPResponse.Status, _ answer: some ResponseEncodable, to request: Request,
        _ context: RentalContext
    ) throws -> Response {
        try EditedResponse(status: status, headers: [.cacheControl: "no-store"], response: answer)
            .response(from: request, context: context)
    }

    /// Turns what is thrown into an answer with a status that fits.
    private func refusing(_ body: () async throws -> Response) async throws -> Response {
        do { return try await body() } catch let error as InvalidValue {
            throw HTTPError(.badRequest, message: "\(error)")
        } catch let error as EngineError {
            throw HTTPError(error.status, message: "\(error.code.rawValue): \(error)")
        }
    }
}

extension EngineError {
    /// The HTTP status of what the engine could not do.
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .orderUnknown, .recordUnknown, .customerUnknown, .authorizationUnknown: .notFound
        case .customerBusy: .conflict
        case .unreachable, .unanswered: .serviceUnavailable
        case .refused: .badGateway
        case .request, .importTooLarge: .badRequest
        case .requestKeyMissing, .customerKeyMissing, .customerKeyDiffers, .positionUnknown,
            .journal, .inconsistent,
            .embedderFailed:
            isTransient ? .serviceUnavailable : .internalServerError
        }
    }
}
