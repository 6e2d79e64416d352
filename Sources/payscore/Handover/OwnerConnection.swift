import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import OrderService
import SQLiteJournal
import StrictJSON

/// A connection to the process that owns a journal, after the kernel has said whose process it is.
struct OwnerConnection {
    private let descriptor: Int32

    /// Connects; `nil` if nobody listens.
    ///
    /// - Throws: ``Failure``, `owner_untrusted`, if who listens is neither the user whose database
    ///   it is nor the administrator: permits are handed over here.
    init?(besides database: String) throws(Failure) {
        for path in SQLiteJournalStore.socketPaths(besides: database) {
            guard let descriptor = Self.connected(to: path) else { continue }
            var file = stat()
            guard let user = PeerUser(of: descriptor), stat(database, &file) == 0,
                user.id == file.st_uid || user.id == 0
            else {
                close(descriptor)
                throw Failure(
                    .permission, "owner_untrusted",
                    "the process that listens on the socket beside the journal is not of the user "
                        + "whose database it is; nothing was handed to it. Find out who made the "
                        + "socket, and remove it")
            }
            self.descriptor = descriptor
            return
        }
        return nil
    }

    private static func connected(to path: String) -> Int32? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8) + [0]
        var file = stat()
        guard bytes.count <= MemoryLayout.size(ofValue: address.sun_path),
            lstat(path, &file) == 0, file.st_mode & S_IFMT == S_IFSOCK
        else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        #if canImport(Darwin)
            let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #endif
        guard descriptor >= 0 else { return nil }
        // An owner that accepts nothing is not waited for.
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Has the owner run a command, and passes on what it says.
    ///
    /// - Returns: The exit code; `nil` if the owner does not run it.
    /// - Throws: ``Failure``: `command_too_large`, `owner_gone`, or what the owner refused.
    func run(
        _ command: HandedCommand, _ pass: (HandedAnswer) async throws -> Void
    ) async throws -> ExitStatus? {
        let body = try JSONEncoder().encode(command)
        guard body.count <= HandedCommand.limit else {
            close(descriptor)
            throw Failure(
                .badInput, "command_too_large",
                "another process owns the journal, and this command with its files has more than "
                    + "\(HandedCommand.limit / 1024) KiB, which is not handed over; wait until the "
                    + "journal is free (--no-handover --wait SECONDS)",
                zh: "账本由另一个进程持有，而本命令连同文件超过 \(HandedCommand.limit / 1024) KiB，不能移交；"
                    + "请等账本空闲（--no-handover --wait 秒数）。")
        }
        var end: HandedAnswer?
        var rest: [UInt8] = []
        let refusal: Failure?
        do {
            refusal = try await exchange("/v1/commands", body) { bytes in
                rest += bytes
                while let newline = rest.firstIndex(of: 0x0A) {
                    let line = Data(rest[..<newline])
                    rest.removeSubrange(...newline)
                    let answer = try JSONDecoder().decode(HandedAnswer.self, from: line)
                    end = answer
                    try await pass(answer)
                }
            }
        } catch let failure as Failure { throw failure } catch { throw Self.gone }
        if let refusal {
            guard refusal.status != .notFound else { return nil }
            throw refusal
        }
        switch end {
        case .ended(let number): return ExitStatus(rawValue: number) ?? .inputOutput
        case .notRun: return nil
        case .output, .errors, .question, nil: throw Self.gone
        }
    }

    /// Gives the owner a line that it asked for.
    func answer(_ line: HandedLine, to number: Int) async throws {
        _ = try await exchange("/v1/commands/\(number)", JSONEncoder().encode(line)) { _ in }
    }

    private static let gone = Failure(
        .unresolved, "owner_gone",
        "the process that owns the journal ended before it said what came of this command; do not "
            + "repeat it: run `payscore reconcile`, then `payscore attempts`")

    /// Makes a request; a refusal is returned.
    private func exchange(
        _ path: String, _ body: Data, _ take: ([UInt8]) async throws -> Void
    ) async throws -> Failure? {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .withConnectedSocket(descriptor) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                        wrappingChannelSynchronously: channel)
                }
            }
        let head = HTTPRequestHead(
            version: .http1_1, method: .POST, uri: path,
            headers: [
                "Host": "payscore", "Content-Type": "application/json",
                "Content-Length": "\(body.count)",
            ])
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(.head(head))
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: body))))
            try await outbound.write(.end(nil))
            var isRefused = false
            var problem: [UInt8] = []
            for try await part in inbound {
                switch part {
                case .head(let head): isRefused = head.status.code >= 300
                case .body(let buffer):
                    let bytes = Array(buffer.readableBytesView)
                    if isRefused { problem += bytes } else { try await take(bytes) }
                case .end: return isRefused ? Self.refusal(problem) : nil
                }
            }
            throw Self.gone
        }
    }

    /// What the owner's problem document says.
    private static func refusal(_ bytes: [UInt8]) -> Failure {
        let problem = try? JSONValue.read(bytes, limit: 1 << 20)
        let status: ExitStatus =
            switch problem?["status"]?.wholeNumber {
            case 404: .notFound
            case 401, 403: .permission
            default: .conflict
            }
        return Failure(
            status, problem?["code"]?.text ?? "unexpected",
            problem?["detail"]?.text ?? "the owner of the journal refused the command",
            zh: problem?["detail_zh"]?.text)
    }
}
