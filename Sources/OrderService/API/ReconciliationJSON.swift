import OrderEngine
import OrderEngineJSON

/// What became of the attempts without an outcome.
struct ReconciliationJSON: AnswerForm {
    /// Those of orders.
    let attempts: [AttemptReportJSON]
    /// Those of authorizations.
    let authorizations: [AuthorizationResultJSON]

    init(_ reports: [AttemptReport], _ others: [AuthorizationReport]) {
        attempts = reports.map { AttemptReportJSON($0) }
        authorizations = others.map { AuthorizationResultJSON($0) }
    }
}
