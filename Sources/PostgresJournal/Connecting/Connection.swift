import CLibPQ
import Glibc

/// One connection to the server, with its prepared statements.
///
/// Whoever holds it has it alone: it is used by one thread at a time.
final class Connection: @unchecked Sendable {
    private let connection: OpaquePointer
    /// Whether statements stay prepared; a pooler in transaction mode does not keep them.
    private let prepares: Bool
    private var prepared: [String: String] = [:]
    private let warnings: Warnings
    /// Whether a transaction's end was sent, and its answer is still to be read.
    private var isEnding = false

    /// Connects.
    ///
    /// - Parameters:
    ///   - isWriting: Whether only a server that can be written is wanted.
    ///   - limit: For how long it is tried.
    init(
        _ address: PostgresAddress, isWriting: Bool, prepares: Bool, within limit: Duration
    ) throws(ServerFailure) {
        self.prepares = prepares
        let parameters = address.parameters(isWriting: isWriting, isDirect: prepares)
        var names = parameters.map { UnsafePointer<CChar>(strdup($0.name)) }
        var values = parameters.map { UnsafePointer<CChar>(strdup($0.value)) }
        defer { for text in names + values { free(UnsafeMutablePointer(mutating: text)) } }
        names.append(nil)
        values.append(nil)
        guard let connection = PQconnectStartParams(names, values, 0) else {
            throw ServerFailure(
                kind: .disconnected, sqlState: "53200", message: "no memory to connect")
        }
        self.connection = connection
        warnings = Warnings()
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        try Self.connect(connection, by: .now + limit)
        PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
        warnings.receive(from: connection)
        _ = PQsetnonblocking(connection, 1)
        _ = PQenterPipelineMode(connection)
    }

    deinit { PQfinish(connection) }

    /// Whether it can be used no more.
    var isLost: Bool { PQstatus(connection) != CONNECTION_OK || isBroken }

    /// Whether the server has closed it since it was used, as far as that can be seen from here.
    var isStale: Bool {
        var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        if !isEnding, poll(&descriptor, 1, 0) > 0 { _ = PQconsumeInput(connection) }
        return isLost
    }

    private var isBroken = false

    // MARK: Connecting

    private static func connect(
        _ connection: OpaquePointer, by deadline: ContinuousClock.Instant
    ) throws(ServerFailure) {
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED, PQstatus(connection) != CONNECTION_BAD else {
                throw notConnected(connection)
            }
            let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
            guard wait(connection, for: events, until: deadline) else {
                throw ServerFailure(
                    kind: .disconnected, sqlState: "", message: "no answer in time")
            }
            state = PQconnectPoll(connection)
        }
    }

    /// Why there is no connection.
    ///
    /// libpq tells the server's code only in its text, `FATAL:  28P01: …`, whose first word is in
    /// the server's language.
    private static func notConnected(_ connection: OpaquePointer) -> ServerFailure {
        let text = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }
        let last = lines.last.map(String.init) ?? "no connection"
        guard let match = last.firstMatch(of: /:  ([0-9A-Z]{5}): (.*)/) else {
            return ServerFailure(kind: .disconnected, sqlState: "", message: last)
        }
        return ServerFailure(
            kind: .disconnected, sqlState: String(match.1), message: String(match.2))
    }

    // MARK: Running

    /// Sends statements together and waits for all answers: one way there and back.
    ///
    /// - Parameters:
    ///   - calls: The statements, run one after another; after one that fails, none is run.
    ///   - isCommitting: Whether the last one is a COMMIT whose answer decides.
    ///   - limit: For how long the answers are waited for; the connection is lost after it.
    /// - Returns: The answer to each.
    func run(
        _ calls: [Call], isCommitting: Bool = false, within limit: Duration
    ) throws(ServerFailure) -> [Answer] {
        let deadline = ContinuousClock.now + limit
        try finishEnd(by: deadline)
        warnings.forget()
        var sent: [Sent] = []
        for call in calls { sent += try send(call) }
        guard PQpipelineSync(connection) == 1 else { throw lost(isCommitting: false) }
        var answers: [Answer] = []
        var failure: ServerFailure?
        for step in sent {
            let isCommit = isCommitting && answers.count == calls.count - 1
            let result = try result(by: deadline, isCommitting: isCommitting && failure == nil)
            guard let result else {
                let end = lost(isCommitting: isCommitting && failure == nil)
                throw failure.map(told) ?? end
            }
            switch step {
            case .preparation(let text, let name):
                if PQresultStatus(result) == PGRES_COMMAND_OK { prepared[text] = name }
                failure = failure ?? self.failure(result)
                PQclear(result)
            case .call(let table):
                failure = failure ?? self.failure(result, ofCommit: isCommit)
                answers.append(Answer(result, of: table))
            }
            // Behind each answer comes nothing once.
            _ = try self.result(by: deadline, isCommitting: isCommitting && failure == nil)
        }
        _ = try result(by: deadline, isCommitting: isCommitting && failure == nil).map(PQclear)
        if let failure { throw told(failure) }
        if isCommitting, warnings.areThere {
            throw ServerFailure(
                kind: .commitUnknown, sqlState: "01000",
                message: "the server warned while it committed")
        }
        return answers
    }

    /// Sends the end of a transaction that only read, whose answer is read before the next use.
    func endReading() {
        guard !isLost, !isEnding, (try? send(.commit)) != nil,
            PQpipelineSync(connection) == 1
        else {
            isBroken = true
            return
        }
        isEnding = true
        _ = PQflush(connection)
    }

    private enum Sent {
        case preparation(of: String, as: String)
        case call(String)
    }

    private func send(_ call: Call) throws(ServerFailure) -> [Sent] {
        let arguments = call.values.arguments
        let types = arguments.map { Oid($0.oid) }
        let count = Int32(arguments.count)
        var steps: [Sent] = []
        var name = prepared[call.text]
        if prepares, name == nil {
            let fresh = "payscore_\(prepared.count + 1)_\(UInt.random(in: 0...UInt.max))"
            guard PQsendPrepare(connection, fresh, call.text, count, types) == 1 else {
                throw lost(isCommitting: false)
            }
            steps.append(.preparation(of: call.text, as: fresh))
            name = fresh
        }
        let lengths = arguments.map { Int32(clamping: $0.bytes?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: arguments.count)
        let isSent = withPointers(to: arguments.map(\.bytes)) { values in
            if let name {
                PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1)
            } else {
                PQsendQueryParams(
                    connection, call.text, count, types, values, lengths, formats, 1)
            }
        }
        guard isSent == 1 else { throw lost(isCommitting: false) }
        return steps + [.call(call.table)]
    }

    /// Reads the answer to an end that was sent before.
    private func finishEnd(by deadline: ContinuousClock.Instant) throws(ServerFailure) {
        guard isEnding else { return }
        isEnding = false
        while let result = try nextResult(by: deadline) {
            let isLast = PQresultStatus(result) == PGRES_PIPELINE_SYNC
            PQclear(result)
            if isLast { return }
            _ = try? nextResult(by: deadline)
        }
    }

    // MARK: Waiting

    private func result(
        by deadline: ContinuousClock.Instant, isCommitting: Bool
    ) throws(ServerFailure) -> OpaquePointer? {
        do { return try nextResult(by: deadline) } catch {
            throw isCommitting
                ? ServerFailure(
                    kind: .commitUnknown, sqlState: error.sqlState, message: error.message)
                : error
        }
    }

    private func nextResult(
        by deadline: ContinuousClock.Instant
    ) throws(ServerFailure) -> OpaquePointer? {
        while PQisBusy(connection) == 1 {
            let isSent = PQflush(connection) == 0
            guard
                Self.wait(connection, for: isSent ? POLLIN : POLLIN | POLLOUT, until: deadline)
            else {
                isBroken = true
                throw ServerFailure(
                    kind: .disconnected, sqlState: "", message: "no answer in time")
            }
            guard PQconsumeInput(connection) == 1 else { throw lost(isCommitting: false) }
        }
        return PQgetResult(connection)
    }

    private static func wait(
        _ connection: OpaquePointer, for events: Int32, until deadline: ContinuousClock.Instant
    ) -> Bool {
        let left = deadline - .now
        guard left > .zero else { return false }
        var descriptor = pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
        let (seconds, attoseconds) = left.components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        return poll(&descriptor, 1, Int32(clamping: milliseconds + 1)) != 0
    }

    // MARK: Failing

    /// What a result says went wrong; `nil` where nothing did.
    private func failure(_ result: OpaquePointer, ofCommit: Bool = false) -> ServerFailure? {
        let status = PQresultStatus(result)
        switch status {
        case PGRES_TUPLES_OK: return nil
        case PGRES_COMMAND_OK:
            // A COMMIT of a transaction that failed says so in this word alone.
            guard ofCommit, String(cString: PQcmdStatus(result)) != "COMMIT" else { return nil }
            return ServerFailure(
                kind: .refused, sqlState: "40000", message: "the transaction was rolled back")
        default:
            let sqlState = field(result, payscore_field_sqlstate)
            return ServerFailure(
                kind: ofCommit ? .commitUnknown : .refused, sqlState: sqlState,
                message: status == PGRES_PIPELINE_ABORTED
                    ? "an earlier statement failed" : field(result, payscore_field_message))
        }
    }

    private func field(_ result: OpaquePointer, _ field: Int32) -> String {
        PQresultErrorField(result, field).map { String(cString: $0) } ?? ""
    }

    /// A refusal that came with the connection's end.
    private func told(_ failure: ServerFailure) -> ServerFailure {
        guard isLost, failure.kind == .refused else { return failure }
        return ServerFailure(
            kind: .disconnected, sqlState: failure.sqlState, message: failure.message)
    }

    private func lost(isCommitting: Bool) -> ServerFailure {
        isBroken = true
        return ServerFailure(
            kind: isCommitting ? .commitUnknown : .disconnected, sqlState: "",
            message: "the connection is gone")
    }

    /// Lends pointers to the values, for as long as a call takes.
    private func withPointers<Result>(
        to values: [[UInt8]?], _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        // One buffer for all, since each array lends its own for one call only; a NULL has no
        // pointer, and a value without bytes has one.
        let all = values.reduce(into: [UInt8]()) { $0 += $1 ?? [] } + [0]
        return all.withUnsafeBytes { buffer in
            var offset = 0
            let pointers = values.map { value -> UnsafePointer<CChar>? in
                guard let value else { return nil }
                defer { offset += value.count }
                return buffer.baseAddress?.advanced(by: offset).assumingMemoryBound(
                    to: CChar.self)
            }
            return body(pointers)
        }
    }
}

/// Counts what the server warned of.
private final class Warnings {
    private var count = 0

    var areThere: Bool { count > 0 }

    func forget() { count = 0 }

    /// Has a connection's notices counted; they end with the connection, before this does.
    func receive(from connection: OpaquePointer) {
        let receiver: PQnoticeReceiver = { context, result in
            let severity = PQresultErrorField(result, payscore_field_severity)
            guard let context, let severity, String(cString: severity) == "WARNING" else {
                return
            }
            Unmanaged<Warnings>.fromOpaque(context).takeUnretainedValue().count += 1
        }
        PQsetNoticeReceiver(connection, receiver, Unmanaged.passUnretained(self).toOpaque())
    }
}
