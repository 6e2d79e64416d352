import Synchronization

@testable import Sandbox

/// Takes notifications nowhere, and answers each only when a test lets it.
final class HeldSender: NotificationSender {
    private struct State {
        var waiting: [CheckedContinuation<NotificationReply, Never>] = []
        var sent = 0
        var isShutDown = false
    }

    private let state = Mutex(State())

    /// How many were sent so far.
    var sent: Int { state.withLock { $0.sent } }
    /// How many wait for their answer.
    var held: Int { state.withLock { $0.waiting.count } }

    func send(_ message: NotificationMessage) async -> NotificationReply {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    state.sent += 1
                    if !state.isShutDown { state.waiting.append(continuation) }
                    return state.isShutDown
                }
                if isOver { continuation.resume(returning: .unanswered(problem: "shut down")) }
            }
        } onCancel: {
            end()
        }
    }

    /// Answers all that wait.
    func release(_ reply: NotificationReply = .answered(status: 204, text: "")) {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: reply) }
    }

    func shutdown() async { end() }

    private func end() {
        state.withLock { $0.isShutDown = true }
        release(.unanswered(problem: "shut down"))
    }
}
