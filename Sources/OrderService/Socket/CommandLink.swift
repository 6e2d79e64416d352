import Synchronization

/// The way between a command that runs here and the process that handed it over.
package final class CommandLink: Sendable {
    /// What is sent.
    let answers: AsyncStream<HandedAnswer>
    private let sender: AsyncStream<HandedAnswer>.Continuation
    private let number: Int
    private let question = Mutex(Question.none)

    private enum Question {
        case none
        case asked(CheckedContinuation<String?, Never>)
        case impossible
    }

    init(number: Int) {
        self.number = number
        (answers, sender) = AsyncStream.makeStream(of: HandedAnswer.self)
    }

    /// Sends something; it is lost where nobody reads any more.
    package func send(_ answer: HandedAnswer) {
        sender.yield(answer)
    }

    /// Asks the person at the other end for a line; `nil` if there is none.
    package func readLine() async -> String? {
        await withCheckedContinuation { continuation in
            let isAsked = question.withLock { question in
                guard case .none = question else { return false }
                question = .asked(continuation)
                return true
            }
            guard isAsked else { return continuation.resume(returning: nil) }
            send(.question(number))
        }
    }

    /// Gives the line that was asked for.
    ///
    /// - Returns: Whether one was asked for.
    func answer(_ line: String?) -> Bool {
        let asked = question.withLock { question -> CheckedContinuation<String?, Never>? in
            guard case .asked(let asked) = question else { return nil }
            question = .none
            return asked
        }
        asked?.resume(returning: line)
        return asked != nil
    }

    /// Answers every question with nothing from now on, since nobody can.
    func leave() {
        let asked = question.withLock { question -> CheckedContinuation<String?, Never>? in
            defer { question = .impossible }
            guard case .asked(let asked) = question else { return nil }
            return asked
        }
        asked?.resume(returning: nil)
    }

    /// Ends what is sent, with the exit code of the command; `nil` if it was not run.
    func end(_ status: Int32?) {
        send(status.map { .ended($0) } ?? .notRun)
        sender.finish()
    }
}
