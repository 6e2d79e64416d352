import Dispatch

/// Runs what waits for a disk or a server outside the threads that tasks run on.
package func runBlocking<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { caller in
        DispatchQueue.global().async { caller.resume(with: Swift.Result { try body() }) }
    }
}
