import Dispatch

/// Runs what waits for a disk or a server, or computes for long, outside the threads that tasks run
/// on.
///
/// The global queues have no more threads than there are processors, and share them with the
/// tasks; a queue of its own gets a thread more. Two verifications would leave none otherwise, and
/// the service would answer nothing meanwhile.
package func runBlocking<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { caller in
        DispatchQueue(label: "payscore.journal.blocking").async {
            caller.resume(with: Swift.Result { try body() })
        }
    }
}
