/// The names of the service's metrics; docs/reference/observability.md lists them.
enum ServiceMetric: String, Hashable, Sendable, CaseIterable {
    case requests = "payscore_http_requests"
    case requestDuration = "payscore_http_request_duration_seconds"
    case verificationFindings = "payscore_verification_findings"
    case webhookMessages = "payscore_webhook_messages"
    case webhookBehind = "payscore_webhook_behind_records"
    case webhookWaiting = "payscore_webhook_waiting_subjects"
    case webhookDead = "payscore_webhook_dead_letters"
    case unpublishedCheckpoints = "payscore_unpublished_checkpoints"
}
