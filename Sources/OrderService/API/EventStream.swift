import HummingbirdCore
import NIOCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import ServiceLifecycle

/// Writes records as server-sent events, as they come.
struct EventStream: Sendable {
    let engine: Engine
    let limits: OrderServerLimits
    let access: Access
    /// Whether the reader's token is still accepted.
    let isAccepted: @Sendable () -> Bool

    /// What a reader waited for.
    private enum Waited: Sendable {
        case record(JournalRecord)
        /// Nothing came for a while.
        case nothing
        /// The tokens were replaced.
        case tokens
        /// The service shuts down.
        case shutdown
    }

    /// Writes until the stream's time is over, the service shuts down, the reader's token is not
    /// accepted any more, or the reader is gone.
    @concurrent
    func write(
        after start: EventPosition?, to writer: inout any ResponseBodyWriter
    ) async throws {
        var position = start
        let end = ContinuousClock.now + limits.streamDuration
        // Whoever connects sees at once that the stream is open.
        try await writer.write(Self.heartbeat)
        while ContinuousClock.now < end {
            // Before the token is looked at, so that no change is missed in between.
            let replaced = access.untilReplaced()
            guard isAccepted() else { return }
            for record in try await engine.records(after: position) {
                try await writer.write(Self.event(of: record))
                position = record.position
            }
            switch try await next(after: position, or: replaced) {
            case .record(let record):
                // The token may have ended while nothing came.
                guard isAccepted() else { return }
                try await writer.write(Self.event(of: record))
                position = record.position
            case .nothing: try await writer.write(Self.heartbeat)
            case .tokens: continue
            case .shutdown: return
            }
        }
    }

    private static let heartbeat = ByteBuffer(string: ": \n\n")

    private static func event(of record: JournalRecord) throws -> ByteBuffer {
        ByteBuffer(
            string: "id: \(record.position)\nevent: record\n"
                + "data: \(try AnswerJSON.text(RecordJSON(record)))\n\n")
    }

    private func next(
        after position: EventPosition?, or replaced: AsyncStream<Void>?
    ) async throws -> Waited {
        let (engine, pause) = (engine, limits.heartbeat)
        return try await withThrowingTaskGroup(of: Waited.self) { group in
            group.addTask {
                for try await record in engine.records(following: position) {
                    return .record(record)
                }
                return .nothing
            }
            group.addTask {
                try await Task.sleep(for: pause)
                return .nothing
            }
            if let replaced {
                group.addTask {
                    for await _ in replaced {}
                    return .tokens
                }
            }
            group.addTask {
                try await gracefulShutdown()
                return .shutdown
            }
            let first = try await group.next()
            group.cancelAll()
            return first ?? .nothing
        }
    }
}
