import Synchronization

/// What has been received, in order.
final class ReceivedLog: Sendable {
    private let requests = Mutex<[ReceivedRequest]>([])

    var all: [ReceivedRequest] { requests.withLock { $0 } }

    func append(_ request: ReceivedRequest) {
        requests.withLock { $0.append(request) }
    }
}
