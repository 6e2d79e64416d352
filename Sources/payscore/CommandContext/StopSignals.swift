import Foundation
import UnixSignals

extension UnixSignal {
    /// The signals by which a person or a system asks a process to stop.
    ///
    /// Commands that must not leave anything behind wait for them; all others simply end: what is
    /// under way is recorded, and resolved later.
    static let stopping: [UnixSignal] = [.sigint, .sigterm, .sighup, .sigquit]

    /// Ends the process by this signal, as if it had not been caught.
    func endProcess() {
        signal(rawValue, SIG_DFL)
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, rawValue)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(rawValue)
    }
}

extension UnixSignalsSequence {
    /// Waits for the first signal, or until the task is cancelled.
    @discardableResult
    func first() async -> UnixSignal? {
        for await signal in self { return signal }
        return nil
    }
}
