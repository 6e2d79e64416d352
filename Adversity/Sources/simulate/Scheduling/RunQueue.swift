import Foundation

/// All jobs of one schedule's tasks, run one at a time on one thread in an order that dice choose.
///
/// Swift's runtime hands every job that is to run on the global executor to a hook; here it is put
/// into the queue of the thread that it comes from. A default actor is run by such a job too, so
/// nothing of the engine runs anywhere else.
final class RunQueue {
    private var jobs: [UnownedJob] = []
    /// How many jobs were run.
    private(set) var steps = 0

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// The executor that stands for none, on which the runtime runs jobs of the global one.
    private static let executor = unsafeBitCast(
        (UInt(0), UInt(0)), to: UnownedSerialExecutor.self)

    /// Takes the jobs that come from this thread from now on, while `body` runs.
    func serving<Result>(_ body: () -> Result) -> Result {
        pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
        defer { pthread_setspecific(Self.key, nil) }
        return body()
    }

    /// How many jobs wait.
    var count: Int { jobs.count }

    /// Runs one of the jobs.
    func run(_ index: Int) {
        jobs.swapAt(index, jobs.count - 1)
        let job = jobs.removeLast()
        steps += 1
        job.runSynchronously(on: Self.executor)
    }

    // MARK: The runtime's hook

    private typealias Original = @convention(thin) (UnownedJob) -> Void
    private typealias Hook = @convention(thin) (UnownedJob, Original) -> Void

    /// Sends the jobs of every thread that serves a queue into that queue, from now on.
    static func install() -> Bool {
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "swift_task_enqueueGlobal_hook") else {
            return false
        }
        symbol.assumingMemoryBound(to: Hook?.self).pointee = { job, original in
            guard let queue = pthread_getspecific(RunQueue.key) else { return original(job) }
            Unmanaged<RunQueue>.fromOpaque(queue).takeUnretainedValue().jobs.append(job)
        }
        return true
    }
}
