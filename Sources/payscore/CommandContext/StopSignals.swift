@preconcurrency import Dispatch
import Foundation

/// The signals by which a person or a system asks a process to stop: SIGINT, SIGTERM, SIGHUP.
///
/// Commands that must not leave anything behind wait for them; all others simply end: what is
/// under way is recorded, and resolved later.
final class StopSignals: Sendable {
    private let received: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    /// Begins to take the signals instead of ending by them.
    init() {
        let (received, continuation) = AsyncStream<Int32>.makeStream()
        self.received = received
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }

    /// Waits for the first signal, or until the task is cancelled.
    @discardableResult
    func first() async -> Int32? {
        for await number in received { return number }
        return nil
    }

    /// Ends the process by a signal, as if it had not been caught.
    static func end(by number: Int32) {
        signal(number, SIG_DFL)
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
    }
}
