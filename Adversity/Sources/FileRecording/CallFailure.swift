import CFaultVFS
import Foundation

/// What happens to calls on the recorded files instead of the usual.
public struct CallFailure: Hashable, Sendable {
    /// How calls fail.
    public enum Kind: String, CaseIterable, Sendable {
        /// The device fails, at any call.
        case device = "EIO"
        /// The file system is full.
        case full = "ENOSPC"
        /// The quota is used up.
        case quota = "EDQUOT"
        /// The file system has become read-only.
        case readOnly = "EROFS"
        /// Half of the bytes are written or read, without an error.
        case short = "short"
        /// No more files can be opened.
        case descriptors = "EMFILE"
        /// A sync fails.
        case sync = "fsync"

        var error: Int32 {
            switch self {
            case .device, .sync: EIO
            case .full: ENOSPC
            case .quota: EDQUOT
            case .readOnly: EROFS
            case .descriptors: EMFILE
            case .short: 0
            }
        }

        /// The calls that the system answers in this way.
        var calls: [fault_call] {
            let writes = [FAULT_CALL_WRITE, FAULT_CALL_TRUNCATE, FAULT_CALL_RENAME]
            let opens = [FAULT_CALL_OPEN, FAULT_CALL_OPEN_WRITING, FAULT_CALL_CREATE]
            return switch self {
            case .device: writes + opens + [FAULT_CALL_UNLINK, FAULT_CALL_READ, FAULT_CALL_SYNC]
            case .full, .quota: writes + [FAULT_CALL_CREATE, FAULT_CALL_SYNC]
            case .readOnly:
                writes + [FAULT_CALL_UNLINK, FAULT_CALL_OPEN_WRITING, FAULT_CALL_CREATE]
            case .short: [FAULT_CALL_READ, FAULT_CALL_WRITE]
            case .descriptors: opens
            case .sync: [FAULT_CALL_SYNC]
            }
        }
    }

    /// How.
    public var kind: Kind
    /// The first call to fail, counted from 1 over the calls that can fail in this way.
    public var at: Int
    /// Whether all later ones fail too.
    public var isForGood: Bool
    /// Whether what fails is answered with success all the same.
    public var isHidden = false

    /// Creates a failure.
    public init(_ kind: Kind, at: Int, isForGood: Bool) {
        self.kind = kind
        self.at = at
        self.isForGood = isForGood
    }

    /// Lets calls fail in this way from now on.
    public func begin() {
        let calls = kind.calls.reduce(0 as UInt32) { $0 | 1 << $1.rawValue }
        fault_set_plan(
            fault_plan(
                at: Int64(at), for_good: isForGood, error: kind.error, calls: calls,
                pretend: isHidden))
    }

    /// Whether a call has failed that reading needs.
    public static var hasReachedReads: Bool {
        [FAULT_CALL_OPEN, FAULT_CALL_OPEN_WRITING, FAULT_CALL_CREATE, FAULT_CALL_READ].contains {
            fault_failed_calls() & 1 << $0.rawValue != 0
        }
    }

    /// Lets all calls go their usual way again.
    ///
    /// - Returns: How many calls were counted, and how many failed.
    @discardableResult
    public static func end() -> (calls: Int, failures: Int) {
        let ended = (Int(fault_call_count()), Int(fault_failure_count()))
        fault_set_plan(fault_plan())
        return ended
    }
}
