import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Holds every exchange within its limits, and turns whatever is thrown into a problem document.
///
/// The whole body is read before anything is looked at, so that no answer leaves a body behind
/// that would hold the connection.
struct ExchangeLimits: RouterMiddleware {
    /// The most bytes of a body.
    static let bodyLimit = 65_536

    let limits: OrderServerLimits
    let gate: ConcurrencyLimit
    let logger: Logger
    /// Makes an answer of a problem.
    let answer: @Sendable (ServiceProblem) -> Response

    @concurrent
    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        guard Self.isClear(request) else {
            return closing(
                ServiceProblem(
                    .badRequest, .headerInvalid, "a request must have one Host"), request)
        }
        let reading = timer(on: context.channel, limits.readTimeout)
        defer { reading.cancel() }
        var whole = request
        do {
            whole.body = RequestBody(buffer: try await read(request, on: context.channel))
        } catch is NIOTooManyBytesError {
            return closing(
                ServiceProblem(
                    .contentTooLarge, .bodyTooLarge,
                    "the body has more than \(Self.bodyLimit) bytes"), request)
        }
        reading.cancel()
        // Behind the body, so that whoever sends none takes no place; and whoever probes must not
        // take load for death.
        let isProbe = [Endpoint.livez, .readyz].contains { $0.isAt(request.uri.path) }
        let place = isProbe ? nil : gate.enter()
        guard isProbe || place != nil else {
            return closing(
                .tooMany("too many requests are under way; try again shortly"), request)
        }
        var exchange = timer(on: context.channel, limits.exchangeTimeout)
        let response: Response
        do { response = try await next(whole, context) } catch let error as HTTPParserError {
            exchange.cancel()
            throw error
        } catch {
            response = answer(problem(of: error, request))
        }
        // Whoever does not take a whole answer holds its place no longer than this.
        if response.body.contentLength != nil {
            exchange.cancel()
            exchange = timer(on: context.channel, limits.answerTimeout)
        }
        return shown(response, to: request).ending { [exchange] in
            exchange.cancel()
            withExtendedLifetime(place) {}
        }
    }

    /// Whether a request says in one way only whom it asks.
    private static func isClear(_ request: Request) -> Bool {
        let host = request.head.authority
        // The server library leaves a second one among the fields.
        let isRepeated = HTTPField.Name("Host").map { request.headers.contains($0) } ?? true
        return host?.isEmpty == false && !isRepeated
    }

    /// Reads the whole body.
    ///
    /// The server library takes the end of a connection for the end of a body. A body that was cut
    /// may be whole JSON all the same, and must not be obeyed.
    private func read(_ request: Request, on channel: any Channel) async throws -> ByteBuffer {
        let told = request.headers[.contentLength].flatMap(Int.init)
        if let told, told > Self.bodyLimit {
            throw NIOTooManyBytesError(maxBytes: Self.bodyLimit)
        }
        let body = try await request.body.collect(upTo: Self.bodyLimit)
        guard channel.isActive, told.map({ $0 == body.readableBytes }) ?? true else {
            throw ConnectionDropped()
        }
        return body
    }

    /// An answer behind which the connection is closed, since the request was not read to its end.
    private func closing(_ problem: ServiceProblem, _ request: Request) -> Response {
        var problem = problem
        problem.headers[.connection] = "close"
        return shown(answer(problem), to: request).ending { throw ConnectionDropped() }
    }

    /// An answer to HEAD has no body, and a client would take one for the next answer.
    private func shown(_ response: Response, to request: Request) -> Response {
        request.method == .head ? response.createHeadResponse() : response
    }

    /// Closes the connection unless it is cancelled in time.
    private func timer(on channel: any Channel, _ limit: Duration) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: TimeAmount(limit)) {
            channel.close(promise: nil)
        }
    }

    private func problem(of error: any Error, _ request: Request) -> ServiceProblem {
        if let error = error as? HTTPError, error.status == .notFound {
            return .nowhere(request)
        }
        let problem = ServiceProblem(error)
        if problem.status == .internalServerError {
            var metadata: Logger.Metadata = [
                "code": "\(problem.code)", "error": "\(type(of: error))",
            ]
            metadata["trace_id"] = TraceParent(request.headers).map { "\($0.traceID)" }
            logger.error("request failed", metadata: metadata)
        }
        return problem
    }
}

extension ServiceProblem {
    /// Nothing is there, or something for other methods.
    fileprivate static func nowhere(_ request: Request) -> ServiceProblem {
        let there = Endpoint.allCases.filter { $0.isAt(request.uri.path) }
        guard !there.isEmpty else {
            return ServiceProblem(.notFound, .endpointUnknown, "nothing is at this path")
        }
        let allowed = there.map(\.method.rawValue).joined(separator: ", ")
        var problem = ServiceProblem(
            .methodNotAllowed, .methodNotAllowed, "this path takes \(allowed) only")
        problem.headers[.allow] = allowed
        return problem
    }
}
