import Dispatch

/// Runs a task on a thread of its own, so that it may wait there for another one: of the threads
/// that tasks share there may be as few as one.
final class ApartExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "apart")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
