import Hummingbird
import HummingbirdCore
import Logging
import OrderEngine
import OrderLifecycle

/// Answers the requests of the API: who asks, may they, and what the engine says.
struct OrderAPI: Sendable {
    let engine: Engine
    let access: Access
    let limits: OrderServerLimits
    let logger: Logger
    /// How many followers read events.
    let followers: ConcurrencyLimit

    init(engine: Engine, access: Access, limits: OrderServerLimits, logger: Logger) {
        self.engine = engine
        self.access = access
        self.limits = limits
        self.logger = logger
        followers = ConcurrencyLimit(limit: limits.followers)
    }

    /// Every endpoint at its place, behind the limits.
    func router() -> Router<ServiceContext> {
        let router = Router(context: ServiceContext.self)
        router.add(
            middleware: ExchangeLimits(
                limits: limits, gate: ConcurrencyLimit(limit: limits.requests), logger: logger,
                answer: { Response($0) }))
        for endpoint in Endpoint.allCases {
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await answer(endpoint, request, context)
            }
        }
        return router
    }

    private func answer(
        _ endpoint: Endpoint, _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        guard let permitted = endpoint.access else { return try await open(endpoint) }
        let principal: Principal
        do throws(ServiceProblem) {
            principal = try await access.principal(of: request, context, at: engine.now)
            guard !permitted.isDisjoint(with: principal.roles) else {
                throw ServiceProblem.access(.roleMissing)
            }
        } catch {
            tell(endpoint, nil, "\(error.code)")
            throw error
        }
        do {
            let exchange = try await Exchange(
                endpoint, of: principal, by: access, request, context)
            let response = try await answer(exchange)
            tell(endpoint, principal, "\(response.status.code)")
            return response
        } catch {
            tell(endpoint, principal, ServiceProblem(error).code)
            throw error
        }
    }

    /// Answers what nobody has to say their name for.
    private func open(_ endpoint: Endpoint) async throws -> Response {
        guard endpoint == .document else { return try await health(endpoint) }
        return Response(.ok, type: "application/json", bytes: PackageResources.openapi_json)
    }

    private func answer(_ exchange: Exchange) async throws -> Response {
        switch exchange.endpoint {
        case .livez, .readyz, .document: try await open(exchange.endpoint)
        case .orders: try await orders(exchange)
        case .order: try await order(exchange)
        case .decision: try await decision(exchange)
        case .calls: try await call(exchange)
        case .history: try await history(exchange)
        case .export: try await export(exchange)
        case .protect, .unprotect: try await changeProtection(exchange)
        case .attempts: try await attempts(exchange)
        case .authorization: try await authorization(exchange)
        case .limit: try await velocityLimit()
        case .limitReset: try await resetLimit(exchange)
        case .reconcile: try await reconcile(exchange)
        case .checkpoints: try await checkpoints(exchange)
        case .drift: try await drift(exchange)
        case .events: try await events(exchange)
        }
    }

    /// Tells of a request: its endpoint, the principal, and what came of it; nothing that was
    /// brought.
    private func tell(_ endpoint: Endpoint, _ principal: Principal?, _ outcome: String) {
        logger.info(
            "request",
            metadata: [
                "endpoint": "\(endpoint.rawValue)",
                "principal": "\(principal?.name.text ?? "none")",
                "outcome": "\(outcome)",
            ])
    }
}
