import Foundation
import Measuring
import Synchronization

/// Clients that each have a connection and a thread, and send one request after the other.
final class HTTPCrowd: @unchecked Sendable {
    /// Each is used by one thread at a time.
    private let connections: [HTTPConnection]

    init(of count: Int, port: Int) throws {
        connections = try (0..<count).map { _ in try HTTPConnection(port: port) }
    }

    /// Sends requests, each of which must be answered with this status.
    ///
    /// - Returns: What it took, and how long each request took, in milliseconds.
    func send(
        _ requests: [[UInt8]], expecting status: Int
    ) async throws -> (effort: Effort, latencies: [Double]) {
        let outcome = Mutex<(latencies: [Double], failure: (any Error)?)>(([], nil))
        let effort = try await Effort.measuring {
            await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
                let group = DispatchGroup()
                for index in connections.indices {
                    group.enter()
                    Thread.detachNewThread { [self] in
                        let result = Result {
                            try send(requests, from: index, expecting: status)
                        }
                        outcome.withLock { outcome in
                            switch result {
                            case .success(let latencies): outcome.latencies += latencies
                            case .failure(let error): outcome.failure = error
                            }
                        }
                        group.leave()
                    }
                }
                group.notify(queue: .global()) { ended.resume() }
            }
            return requests.count
        }
        let (latencies, failure) = outcome.withLock { $0 }
        if let failure { throw failure }
        return (effort, latencies)
    }

    /// Sends every request of one connection's share.
    private func send(
        _ requests: [[UInt8]], from index: Int, expecting status: Int
    ) throws -> [Double] {
        var latencies: [Double] = []
        for number in stride(from: index, to: requests.count, by: connections.count) {
            let start = Clocks.wall
            let answer = try connections[index].exchange(requests[number])
            guard answer.status == status else {
                throw WentOtherwise(what: "a request", became: "answered \(answer.status)")
            }
            latencies.append((Clocks.wall - start) * 1000)
        }
        return latencies
    }
}
