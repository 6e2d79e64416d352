import Foundation
import OrderLifecycle
import OrderService
import Synchronization

/// A command of another process that this process, which owns the journal, runs for it.
///
/// What a command has of its process it takes from here: the files that it read, the language, the
/// name of who asks, the streams.
final class HandedOver: Sendable {
    /// The command that the current task runs, if it is another process's.
    @TaskLocal static var current: HandedOver?

    let owner: JournalOwner
    let caller: Caller
    let audience: Audience
    let givenZone: TimeZone
    let isInteractive: Bool
    private let command: HandedCommand
    private let link: CommandLink
    private let state = Mutex(State())

    private struct State {
        var isOpen = false
        var hasSent = false
    }

    /// Takes a command.
    ///
    /// The name that was given is only claimed, as it is on the command line; that of the system's
    /// user is the kernel's word.
    init(
        _ command: HandedCommand, of user: PeerUser, by link: CommandLink, to owner: JournalOwner
    ) throws {
        self.command = command
        self.link = link
        self.owner = owner
        caller = Caller(
            actor: try command.actor.map { try ActorName($0) } ?? user.name,
            channel: try CallerChannel("socket"),
            identification: command.actor == nil
                ? .verified(by: try IdentificationMethod("peer_credentials")) : .claimed)
        audience = Audience(
            Language(rawValue: command.language) ?? .english,
            zone: TimeZone(identifier: command.shownZone) ?? .gmt)
        givenZone = TimeZone(identifier: command.givenZone) ?? .gmt
        isInteractive = command.isInteractive
    }

    /// What the other process read of a file; nothing is opened here by a name that it gave.
    func file(_ path: String) throws(Failure) -> [UInt8] {
        guard let bytes = command.files[path] else {
            throw Failure(
                .inputOutput, "file_unreadable",
                "\(OpenInput.shown(path)): the file was not handed over with the command")
        }
        return Array(bytes)
    }

    /// Whether a stream of the other process has colours.
    func isColoured(_ descriptor: Int32) -> Bool {
        (descriptor == STDOUT_FILENO ? command.isColoured.first : command.isColoured.last) == true
    }

    /// Begins to send what the command says; what it said before the journal was needed, the other
    /// process has said itself.
    func open() {
        state.withLock { $0.isOpen = true }
    }

    /// Sends what the command writes to a stream.
    func write(_ text: String, to descriptor: Int32) {
        guard state.withLock({ $0.isOpen }) else { return }
        link.send(descriptor == STDOUT_FILENO ? .output(text) : .errors(text))
    }

    /// Asks the person at the other end for a line.
    func readLine() async -> String? { await link.readLine() }

    /// Notes that a call of the command was sent, or may have been.
    func noteSent() {
        state.withLock { $0.hasSent = true }
    }

    /// Whether a call of the command was sent, or may have been.
    var hasSent: Bool { state.withLock { $0.hasSent } }
}
