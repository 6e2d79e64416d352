/// What create and complete in one answers as `state`: the sample of its page shows a word that no
/// list of states has.
public enum DirectCompleteState: String, Sendable, CaseIterable {
    /// `FINISHED`, as the sample; a query shows the order as any other.
    case finished
    /// `DOING`, or `DONE` where there is nothing to collect, as any other answer.
    case asQueried
}
