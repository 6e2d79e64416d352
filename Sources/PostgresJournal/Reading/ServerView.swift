import OrderJournal

/// The journal as one connection shows it, in a transaction that begins with the first question.
final class ServerView: PostgresReader {
    let partition: Int32
    private let connection: Connection
    /// What is sent together with the first question.
    private var beginning: [Call]
    /// Whether the server has answered.
    private(set) var hasAnswered = false

    /// For how long one answer is waited for.
    static let limit = Duration.seconds(120)

    init(_ connection: Connection, partition: Int32, beginningWith beginning: [Call] = []) {
        self.connection = connection
        self.partition = partition
        self.beginning = beginning
    }

    func ask(_ call: Call) throws -> Answer {
        let answers = try connection.run(beginning + [call], within: Self.limit)
        beginning = []
        hasAnswered = true
        return answers[answers.count - 1]
    }
}
