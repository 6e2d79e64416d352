/// A wish that cannot become a request, with all that is wrong with it.
public struct RequestProblems: Error, Hashable, Sendable {
    /// What was found first.
    public let first: RequestProblem
    /// What else was found, in the order in which it was found.
    public let others: [RequestProblem]

    /// Everything that is wrong; never empty.
    public var all: [RequestProblem] { [first] + others }

    /// Creates the problems of a wish.
    public init(_ first: RequestProblem, _ others: [RequestProblem] = []) {
        self.first = first
        self.others = others
    }

    /// Creates the only problem of a wish.
    public init(pointer: String, explanation: String) {
        self.init(RequestProblem(pointer: pointer, explanation: explanation))
    }
}

extension RequestProblems: CustomStringConvertible {
    /// Every problem with its place: `/openid: is required; /total_amount: is required`.
    public var description: String { all.map(\.description).joined(separator: "; ") }
}
