import OrderLifecycle

/// What became of requested calls.
struct ApprovalFigures {
    /// Something that became of one, or that was refused.
    enum Fate: Hashable, CaseIterable {
        case made(others: Int)
        case madeOfNothing
        case sentBack
        case ended(ApprovalEnd)
        case refused(ApprovalProblem)

        /// An acknowledgement that comes too late ends what it is about, nobody asks for a name
        /// that was never given, and no policy of a schedule asks for people who are verified.
        static let allCases: [Fate] =
            [.made(others: 0), .made(others: 1), .made(others: 2), .madeOfNothing, .sentBack]
            + ApprovalEnd.allCases.map { .ended($0) } + refusals.map { .refused($0) }

        private static let refusals = ApprovalProblem.allCases.filter {
            ![.expired, .unknown, .notVerified].contains($0)
        }

        var name: String {
            switch self {
            case .made(others: 0): "requested calls made by the word of whoever requested them"
            case .made(let others): "requested calls made by the word of \(others) others"
            case .madeOfNothing: "requested calls made that gave nothing up"
            case .sentBack: "requested calls sent back to people for another amount"
            case .ended(let end): "requested calls that were \(end.rawValue)"
            case .refused(let problem): "words on requested calls refused: \(problem.rawValue)"
            }
        }
    }

    private var counts: [Fate: Int] = [:]

    /// How often one ended so.
    func count(_ fate: Fate) -> Int { counts[fate, default: 0] }

    mutating func add(_ fate: Fate) { counts[fate, default: 0] += 1 }

    mutating func add(_ other: ApprovalFigures) { counts.merge(other.counts) { $0 + $1 } }
}
