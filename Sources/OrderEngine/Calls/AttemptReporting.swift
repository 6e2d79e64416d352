import OrderJournal

/// What is told of an attempt, whatever it is about.
protocol AttemptReporting: Sendable {
    var attempt: AttemptProjection { get }
}

extension AttemptReport: AttemptReporting {}
extension AuthorizationReport: AttemptReporting {}
