import OrderEngine

/// All that is found wrong with one merchant's JSON while it is read.
final class ProblemLog {
    private var found: [RequestProblem] = []

    /// The most problems that are told: nobody reads more of them at once.
    static let limit = 100

    /// Notes a problem.
    func note(_ problem: RequestProblem) {
        if found.count < Self.limit { found.append(problem) }
    }

    /// Ends the reading.
    ///
    /// - Throws: `RequestProblems` if anything was noted.
    func check() throws(RequestProblems) {
        guard let first = found.first else { return }
        throw RequestProblems(first, Array(found.dropFirst()))
    }
}
