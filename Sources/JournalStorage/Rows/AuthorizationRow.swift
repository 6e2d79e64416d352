package import OrderJournal
import OrderLifecycle

/// An authorization's projection as a row.
package enum AuthorizationRow {
    /// All columns, the authorization's code first.
    package static let columns = [
        "code", "revision", "head", "phase", "since", "customer", "open_attempt", "observed_at",
        "created_at", "updated_at",
    ]

    /// Gives the values of ``columns``.
    package static func write(
        _ authorization: AuthorizationProjection, to row: inout some RowWriter
    ) {
        row.add(authorization.code.text)
        row.add(authorization.revision)
        row.add(authorization.head)
        row.add(authorization.state.rawValue)
        row.add(authorization.since)
        row.add(authorization.customer?.text)
        row.add(authorization.openAttempt?.text)
        row.add(authorization.observedAt)
        row.add(authorization.createdAt)
        row.add(authorization.updatedAt)
    }

    /// Reads the values of ``columns``.
    package static func read(
        _ row: inout some RowReader
    ) throws(JournalError) -> AuthorizationProjection {
        let text = try row.text()
        let code = try row.meaning(try? AuthorizationCode(text))
        let revision = try row.number()
        let head = try row.digest()
        let state: AuthorizationState = try row.word()
        return AuthorizationProjection(
            code: code, revision: revision, head: head,
            knowledge: AuthorizationKnowledge(state, since: try row.timeIfAny()),
            customer: try row.customerIfAny(), openAttempt: try row.attemptIfAny(),
            observedAt: try row.timeIfAny(), createdAt: try row.time(),
            updatedAt: try row.time())
    }
}
