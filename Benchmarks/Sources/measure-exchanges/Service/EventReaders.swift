import Foundation

/// Readers of server-sent events, all read by one thread, which counts the events.
final class EventReaders: @unchecked Sendable {
    private let sockets: [Int32]
    /// How far into the mark each reader's bytes lead; used by one thread at a time.
    private var matched: [Int]
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// What each event has once, and nothing else has.
    private static let mark = Array("\nevent: record\n".utf8)

    /// Connects readers, each of which asks for the events.
    init(_ count: Int, port: Int, request: [UInt8]) throws {
        sockets = try (0..<count).map { _ in
            let socket = try HTTPConnection.connected(port: port)
            try HTTPConnection.send(request, on: socket)
            return socket
        }
        matched = [Int](repeating: 0, count: count)
    }

    deinit {
        for socket in sockets { close(socket) }
    }

    /// Reads until all readers together have so many events more.
    func read(_ events: Int) async throws {
        let failure = await withCheckedContinuation {
            (ended: CheckedContinuation<(any Error)?, Never>) in
            Thread.detachNewThread { [self] in
                var failure: (any Error)?
                do { try readHere(events) } catch { failure = error }
                ended.resume(returning: failure)
            }
        }
        if let failure { throw failure }
    }

    private func readHere(_ events: Int) throws {
        var polled = sockets.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var left = events
        while left > 0 {
            guard poll(&polled, nfds_t(polled.count), 30_000) > 0 else {
                throw WentOtherwise(what: "events", became: "\(left) of \(events) did not come")
            }
            for index in polled.indices where polled[index].revents != 0 {
                left -= try take(index)
            }
        }
        guard left == 0 else {
            throw WentOtherwise(what: "\(events) events", became: "\(events - left)")
        }
    }

    /// Reads what is there for a reader; returns how many events it completes.
    private func take(_ index: Int) throws -> Int {
        let count = recv(sockets[index], &buffer, buffer.count, 0)
        guard count > 0 else { throw WentOtherwise(what: "a stream of events", became: "ended") }
        var (events, matched) = (0, matched[index])
        buffer.withUnsafeBufferPointer { buffer in
            for byte in buffer[..<count] {
                if byte != Self.mark[matched] { matched = 0 }
                if byte == Self.mark[matched] { matched += 1 }
                if matched == Self.mark.count {
                    events += 1
                    // Its newline may begin the next.
                    matched = 1
                }
            }
        }
        self.matched[index] = matched
        return events
    }
}
