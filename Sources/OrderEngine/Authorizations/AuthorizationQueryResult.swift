/// How a query of an authorization ended.
enum AuthorizationQueryResult: Sendable {
    case seen(SeenAuthorization)
    /// WeChat knows no such authorization.
    case unknown(ObservationTime)
    case failed(EngineError)

    /// What was seen.
    ///
    /// - Throws: Why nothing was.
    func seen() throws(EngineError) -> SeenAuthorization {
        switch self {
        case .seen(let seen): return seen
        case .unknown: throw .authorizationUnknown
        case .failed(let error): throw error
        }
    }
}
