public import Foundation

/// A sandbox that is listening.
public final class RunningSandbox: Sendable {
    /// Where WeChat Pay's interfaces are imitated, without a slash at the end.
    public let baseURL: URL
    /// The port that the sandbox listens on.
    public let port: Int
    /// `payscore.json`, with which the merchant's side finds the sandbox and its keys.
    public let configurationFile: URL
    /// What a change through the control interface bears in the header field `Sandbox-Token`.
    public let controlToken: String
    /// The file with that header field, for `curl -H @FILE`.
    public let controlTokenFile: URL

    /// The page on which a person plays the customer, with the token in its fragment.
    public let customerPage: URL

    private let task: Task<Void, any Error>
    /// Keeps other sandboxes away from the directory.
    private let lock: DirectoryLock

    init(
        baseURL: URL, port: Int, configurationFile: URL, controlToken: String,
        controlTokenFile: URL, task: Task<Void, any Error>, lock: DirectoryLock
    ) {
        self.baseURL = baseURL
        self.port = port
        self.configurationFile = configurationFile
        self.controlToken = controlToken
        self.controlTokenFile = controlTokenFile
        var page = URLComponents(url: baseURL, resolvingAgainstBaseURL: false) ?? URLComponents()
        page.path = "\(ControlAPI.root)/"
        page.fragment = "token=\(controlToken)"
        customerPage = page.url ?? baseURL
        self.task = task
        self.lock = lock
    }

    /// Stops listening and drops the requests that are not answered yet; the orders stay in the
    /// directory.
    ///
    /// Stopping a stopped sandbox does nothing.
    public func stop() async {
        task.cancel()
        _ = await task.result
        lock.release()
    }

    /// Waits until the sandbox has been stopped; a cancellation of the waiting task stops it.
    ///
    /// - Throws: what ended the server, if it was neither a stop nor a cancellation.
    public func run() async throws {
        defer { lock.release() }
        try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
