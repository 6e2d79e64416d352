import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Takes commands that found the journal owned, runs them here, and sends what they say.
///
/// Only the user as whom the owner runs hands commands over, and the administrator: they could end
/// the owner and run them on the journal itself.
final class CommandDesk: Sendable {
    private let commands: OwnerCommands
    private let logger: Logger
    private let links = Mutex<(last: Int, open: [Int: CommandLink])>((0, [:]))

    init(_ commands: OwnerCommands, logger: Logger) {
        self.commands = commands
        self.logger = logger
    }

    func add(to router: Router<ServiceContext>) {
        router.post("/v1/commands") { [self] request, context in
            try await run(request, context)
        }
        router.post("/v1/commands/:number") { [self] request, context in
            try await answer(request, context)
        }
    }

    /// Runs a command; it goes on where the process that handed it over goes away.
    private func run(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let user = try await user(context)
        let command: HandedCommand = try await Self.body(request)
        let (number, link) = links.withLock { links in
            links.last += 1
            let link = CommandLink(number: links.last)
            links.open[links.last] = link
            return (links.last, link)
        }
        context.channel.closeFuture.whenComplete { _ in link.leave() }
        let commands = commands
        Task {
            let status = await commands.run(command, user, link)
            // Whether anybody still reads or not.
            tell(command, user, status.map { "\($0)" } ?? "not_run")
            link.end(status)
        }
        var headers = HTTPFields()
        headers[.contentType] = "application/jsonl"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { [self] writer in
                defer { links.withLock { $0.open[number] = nil } }
                try await withGracefulShutdownHandler {
                    for await answer in link.answers {
                        let line = try JSONEncoder().encode(answer) + [0x0A]
                        try await writer.write(ByteBuffer(bytes: line))
                    }
                } onGracefulShutdown: {
                    link.leave()
                }
                try await writer.finish(nil)
            })
    }

    /// Takes the line that a command asked for.
    private func answer(_ request: Request, _ context: ServiceContext) async throws -> Response {
        _ = try await user(context)
        let line: HandedLine = try await Self.body(request)
        let number = context.parameters["number"].flatMap { Int($0) }
        let link = number.flatMap { number in links.withLock { $0.open[number] } }
        guard link?.answer(line.line) == true else {
            throw ServiceProblem(.notFound, .endpointUnknown, "no command asks for a line")
        }
        return Response(status: .noContent)
    }

    private func user(_ context: ServiceContext) async throws(ServiceProblem) -> PeerUser {
        let user = try await PeerUser(of: context.channel)
        guard user.isOwner else {
            logger.info("command", metadata: ["user": "\(user.id)", "outcome": "role_missing"])
            throw .access(.roleMissing)
        }
        return user
    }

    private static func body<Body: Decodable>(_ request: Request) async throws -> Body {
        let buffer = try await request.body.collect(upTo: ExchangeLimits.bodyLimit)
        do {
            return try JSONDecoder().decode(Body.self, from: Data(buffer.readableBytesView))
        } catch {
            throw ServiceProblem(
                .badRequest, .bodyNotJSON, "the body is no command of this version")
        }
    }

    /// Tells of a command by its name; nothing else that was brought.
    private func tell(_ command: HandedCommand, _ user: PeerUser, _ outcome: String) {
        let known = command.words.first.map { $0.allSatisfy { $0.isLetter || $0 == "-" } } ?? false
        logger.info(
            "command",
            metadata: [
                "command": "\(known ? command.words[0] : "none")", "user": "\(user.id)",
                "outcome": "\(outcome)",
            ])
    }
}
