/// The names of the service's metrics; docs/reference/observability.md lists them.
enum ServiceMetric: String, Hashable, Sendable, CaseIterable {
    case requests = "payscore_http_requests"
    case requestDuration = "payscore_http_request_duration_seconds"
    case unpublishedCheckpoints = "payscore_unpublished_checkpoints"
}
