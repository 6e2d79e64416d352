/// The names of the service's metrics; docs/reference/observability.md lists them.
enum ServiceMetric: String, Hashable, Sendable, CaseIterable {
    case requests = "payscore_http_requests"
    case requestDuration = "payscore_http_request_duration_seconds"
    case verificationFindings = "payscore_verification_findings"
    case unpublishedCheckpoints = "payscore_unpublished_checkpoints"
}
