/// The exit codes, all of them, and nowhere else; from 64 on they are those of `sysexits.h`.
enum ExitStatus: Int32, Hashable, Sendable, CaseIterable {
    /// Done; for a question: allowed.
    case ok = 0
    /// The cancel needs an acknowledgement that was not given.
    case needsAcknowledgement = 10
    /// Denied by the rules or the merchant's guards; nothing was sent.
    case denied = 11
    /// Refused by WeChat.
    case refused = 12
    /// Sent, and the outcome is not known yet.
    case unresolved = 13
    /// Somebody or something else was first: a permit that is stale, spent or foreign, an order
    /// that went on, a database or directory that another process owns.
    case conflict = 14
    /// The journal, a proof or an export does not hold.
    case unverified = 15
    /// All of a journal that can be checked holds; whether its end is there cannot be: a copy.
    case endUnchecked = 16
    /// The checkpoint is sealed, and a witness has not taken it.
    case unpublished = 17
    /// The command line is not understood.
    case usage = 64
    /// A value, a file's content or a body breaks its rule.
    case badInput = 65
    /// There is no such order or file.
    case notFound = 66
    /// WeChat gave no usable answer before anything was sent.
    case unreachable = 69
    /// Reading or writing failed.
    case inputOutput = 74
    /// The system, or a key file's permissions, do not allow it.
    case permission = 77
    /// The configuration is missing or wrong.
    case configuration = 78
}
