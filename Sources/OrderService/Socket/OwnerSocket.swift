/// The socket beside a journal's lock, by which others on the machine reach the process that owns
/// the journal.
///
/// Who asks is told by the kernel: the user of the process at the other end. The user as whom the
/// owner runs, and the administrator, may do everything. Others have the roles that are given to
/// them here; without one they read.
public struct OwnerSocket: Sendable {
    /// Where it lies: what `SQLiteJournalStore.socketPath` says.
    public let path: String
    /// The roles of other users of the system, by their number.
    public var roles: [UInt32: Set<Role>] = [:]
    /// What runs the command line's commands for those who find the journal owned; `nil` where the
    /// socket serves the API alone.
    public var commands: OwnerCommands?
    /// What is permitted at most.
    public var limits = OrderServerLimits()

    /// Creates a socket, which is made once it is served.
    public init(at path: String, commands: OwnerCommands? = nil) {
        self.path = path
        self.commands = commands
    }

    /// Who a user of the system is here.
    func principal(_ user: PeerUser) throws -> Principal {
        Principal(
            name: try user.name,
            roles: user.isOwner ? Set(Role.allCases) : roles[user.id] ?? [.reader])
    }
}
