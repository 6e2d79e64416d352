import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Metrics
import OrderEngine
import OrderLifecycle
import Tracing

/// Answers the requests of the API: who asks, may they, and what the engine says.
struct OrderAPI: Sendable {
    let engine: Engine
    let access: Access
    let sealing: CheckpointSealing?
    let verification: JournalVerification?
    let webhook: WebhookDeliveries?
    let idempotency: IdempotentRequests?
    let metrics: PrometheusMetrics?
    let keysAreUsable: @Sendable () -> Bool
    let limits: OrderServerLimits
    let logger: Logger
    /// How many followers read events.
    let followers: PrincipalLimit
    /// How many requests each principal makes.
    let rate: RateLimit
    /// How many requests of each principal are under way.
    let underWay: PrincipalLimit
    /// How many principals download what has no end that is known beforehand.
    let downloads: PrincipalLimit

    init(
        engine: Engine, access: Access, sealing: CheckpointSealing?,
        verification: JournalVerification?, webhook: WebhookDeliveries? = nil,
        idempotency: IdempotentRequests?,
        metrics: PrometheusMetrics?,
        keysAreUsable: @escaping @Sendable () -> Bool, limits: OrderServerLimits, logger: Logger
    ) {
        self.engine = engine
        self.access = access
        self.sealing = sealing
        self.verification = verification
        self.webhook = webhook
        self.idempotency = idempotency
        self.metrics = metrics
        self.keysAreUsable = keysAreUsable
        self.limits = limits
        self.logger = logger
        followers = PrincipalLimit(
            limit: limits.followers, each: limits.followersOfPrincipal)
        rate = RateLimit(perSecond: limits.requestsPerSecond, burst: limits.requestBurst)
        // An order service is one principal, and has most of the requests; the rest is others'.
        underWay = PrincipalLimit(limit: limits.requests, each: max(1, limits.requests * 3 / 4))
        downloads = PrincipalLimit(limit: max(1, limits.requests / 8), each: 2)
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
        let started = engine.uptime
        var principal: Principal?
        do {
            let credential = try await access.credential(of: request, context)
            let known = try access.principal(of: credential, at: engine.now)
            principal = known
            if let wait = rate.take(of: known.name, at: started) {
                throw ServiceProblem.rateExceeded(wait)
            }
            guard !permitted.isDisjoint(with: known.roles) else {
                throw ServiceProblem.access(.roleMissing)
            }
            let response = try await held(
                endpoint == .events ? nil : underWay, by: known
            ) {
                try await traced(request.headers) {
                    try await answerOnce(
                        Exchange(
                            endpoint, of: known, by: credential, through: access, request,
                            context))
                }
            }
            let status = response.status.code
            tell(request, endpoint.rawValue, principal, status, "\(status)", since: started)
            return response
        } catch {
            let problem = ServiceProblem(error)
            tell(
                request, endpoint.rawValue, principal, problem.status.code, problem.code,
                since: started)
            throw error
        }
    }

    /// Answers within a limit of the principal's, whose place is given up behind the last byte.
    func held(
        _ limit: PrincipalLimit?, by principal: Principal?, _ body: () async throws -> Response
    ) async throws -> Response {
        guard let limit, let principal else { return try await body() }
        guard let place = limit.enter(principal.name) else {
            throw ServiceProblem.tooMany(
                "too many requests of yours are under way; try again shortly")
        }
        return try await body().ending { withExtendedLifetime(place) {} }
    }

    /// Runs the engine's spans below the span that the request belongs to.
    private func traced<Result>(
        _ headers: HTTPFields, _ body: () async throws -> Result
    ) async throws -> Result {
        var context = Tracing.ServiceContext.current ?? .topLevel
        engine.tracer.extract(headers, into: &context, using: HeaderExtractor())
        return try await Tracing.ServiceContext.withValue(context, operation: body)
    }

    /// Answers what nobody has to say their name for.
    private func open(_ endpoint: Endpoint) async throws -> Response {
        guard endpoint == .document else { return try await health(endpoint) }
        return Response(.ok, type: "application/json", bytes: PackageResources.openapi_json)
    }

    /// Answers a request, and one with an idempotency key once.
    private func answerOnce(_ exchange: Exchange) async throws -> Response {
        guard exchange.endpoint.method == .post, let key = try IdempotencyKey(of: exchange) else {
            return try await answer(exchange)
        }
        guard let idempotency else {
            throw ServiceProblem(
                .badRequest, .headerInvalid, "this service keeps no Idempotency-Key; leave it out")
        }
        guard exchange.endpoint.keepsAnswers, !isDryRun(exchange) else {
            return try await answer(exchange)
        }
        try checkRole(exchange)
        return try await idempotency.answer(exchange, under: key) { try await answer(exchange) }
    }

    private func answer(_ exchange: Exchange) async throws -> Response {
        switch exchange.endpoint {
        case .livez, .readyz, .document: try await open(exchange.endpoint)
        case .metrics: try metricsText()
        case .orders: try await orders(exchange)
        case .order: try await order(exchange)
        case .decision: try await decision(exchange)
        case .calls: try await call(exchange)
        case .history: try await history(exchange)
        case .export: try await export(exchange)
        case .diagram: try await diagram(exchange)
        case .protect, .unprotect: try await changeProtection(exchange)
        case .approvals: try await approvals(exchange)
        case .approval: try await approval(exchange)
        case .approvalRequest: try await requestApproval(exchange)
        case .approvalAcknowledge, .approvalReject, .approvalWithdraw:
            try await decideApproval(exchange)
        case .attempts: try await attempts(exchange)
        case .authorizations: try await authorizations(exchange)
        case .authorization: try await authorization(exchange)
        case .limit: try await velocityLimit()
        case .limitReset: try await resetLimit(exchange)
        case .reconcile: try await reconcile(exchange)
        case .checkpoints: try await checkpoints(exchange)
        case .seal: try await seal(exchange)
        case .verification: try latestVerification()
        case .verify: try verify(exchange)
        case .drift: try await drift(exchange)
        case .events: try await events(exchange)
        }
    }

    /// Tells of a request: its endpoint, the principal, its trace, and what came of it; nothing
    /// that was brought otherwise.
    func tell(
        _ request: Request, _ endpoint: String, _ principal: Principal?, _ status: Int,
        _ outcome: String, since started: Duration
    ) {
        var metadata: Logger.Metadata = [
            "endpoint": "\(endpoint)",
            "principal": "\(principal?.name.text ?? "none")",
            "outcome": "\(outcome)",
        ]
        metadata["trace_id"] = TraceParent(request.headers).map { "\($0.traceID)" }
        logger.info("request", metadata: metadata)
        let factory: any MetricsFactory = metrics ?? MetricsSystem.factory
        Counter(
            label: ServiceMetric.requests.rawValue,
            dimensions: [("endpoint", endpoint), ("status", "\(status)")],
            factory: factory
        ).increment()
        Timer(
            label: ServiceMetric.requestDuration.rawValue,
            dimensions: [("endpoint", endpoint)], factory: factory
        ).record(duration: engine.uptime - started)
    }
}
