/// What shall happen to a process at one of its calls that change something.
struct Fault: Hashable, CustomStringConvertible {
    /// What happens there.
    enum Kind: Hashable {
        /// The process is killed before the call, or once it is done and before it returns.
        case kill(isDone: Bool)
        /// The call fails, once or from there on.
        case error(SystemError, isSticky: Bool)
        /// Half of the bytes are written.
        case short(isSticky: Bool)
        /// Writes to files are pretended from there on; no device may do that, and so it is a
        /// control.
        case pretence
    }

    let kind: Kind
    /// Which call, counted from 1 over all threads.
    let point: Int

    /// The variables that tell the preloaded library.
    var environment: [String: String] {
        var variables = ["FAULT_AT": "\(point)"]
        switch kind {
        case .kill(let isDone):
            variables["FAULT_KIND"] = "kill"
            variables["FAULT_WHEN"] = isDone ? "after" : "before"
        case .error(let error, let isSticky):
            variables["FAULT_KIND"] = "errno"
            variables["FAULT_ERRNO"] = "\(error.rawValue)"
            if isSticky { variables["FAULT_STICKY"] = "1" }
        case .short(let isSticky):
            variables["FAULT_KIND"] = "short"
            if isSticky { variables["FAULT_STICKY"] = "1" }
        case .pretence: variables["FAULT_KIND"] = "drop"
        }
        return variables
    }

    var description: String {
        switch kind {
        case .kill(let isDone): "killed \(isDone ? "after" : "before") call \(point)"
        case .error(let error, let isSticky):
            "\(error) \(isSticky ? "from call" : "at call") \(point)"
        case .short(let isSticky): "short writing \(isSticky ? "from call" : "at call") \(point)"
        case .pretence: "writes pretended from call \(point)"
        }
    }
}

/// The errors of Linux that a disk or a full table gives.
enum SystemError: Int32, CaseIterable {
    case EIO = 5
    case EMFILE = 24
    case ENOSPC = 28
    case EROFS = 30
    case EDQUOT = 122
}

extension Fault.Kind {
    /// Whether this is what somebody asked for.
    func isNamed(_ name: String?, isSticky: Bool) -> Bool {
        switch self {
        case .error(let error, let stays): "\(error)" == name && stays == isSticky
        case .short(let stays): name == "short" && stays == isSticky
        case .kill, .pretence: false
        }
    }
}
