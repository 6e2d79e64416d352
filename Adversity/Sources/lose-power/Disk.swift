import FileRecording

/// What a device did with the order in which names are made durable.
enum DirectoryRule: String, CaseIterable, Sendable {
    /// As ext4 does: syncing any file makes all earlier changes of names durable, and those that
    /// are not yet durable get there in order.
    case ordered
    /// As POSIX promises: only syncing the directory does, and otherwise any of them may be lost.
    case strict
}

/// The device under the recorded files, after some of the events: what is durable, and what the
/// system holds in its memory only.
struct Disk {
    /// A file's bytes as they are durable, and the events that are not.
    struct File {
        var durable: [UInt8] = []
        var pending: [Int] = []
    }

    let rule: DirectoryRule
    let honesty: Honesty
    private(set) var files: [Int: File] = [:]
    private(set) var names: [String: Int] = [:]
    private(set) var pendingNames: [Int] = []
    /// The most that was promised so far.
    private(set) var promised: Int64 = 0

    /// What the device keeps of its word.
    enum Honesty: Sendable {
        /// What is synced is durable.
        case honest
        /// A sync is answered, and nothing is made durable by it.
        case lying
        /// Syncing the directory is left out.
        case directoryUnsynced
        /// Of what is synced, one write never arrives.
        case careless
    }

    init(rule: DirectoryRule, honesty: Honesty = .honest) {
        self.rule = rule
        self.honesty = honesty
    }

    /// Whether something is not durable.
    var isUnsettled: Bool {
        !pendingNames.isEmpty || files.values.contains { !$0.pending.isEmpty }
    }

    /// Takes the next event.
    mutating func take(_ index: Int, of events: [FileEvent]) {
        let event = events[index]
        switch event.kind {
        case .exists:
            files[event.file] = File(durable: event.bytes)
            names[event.name] = event.file
        case .create, .unlink, .rename:
            pendingNames.append(index)
        case .write, .truncate:
            files[event.file, default: File()].pending.append(index)
        case .sync where honesty != .lying:
            settle(event.file, events)
            if rule == .ordered, honesty != .directoryUnsynced { settleNames(events) }
        case .syncDirectory where honesty == .honest || honesty == .careless:
            settleNames(events)
        case .sync, .syncDirectory:
            break
        case .mark:
            promised = max(promised, event.value)
        }
    }

    /// The names as the programs see them, durable or not.
    func namesAsWritten(_ events: [FileEvent]) -> [String: Int] {
        var names = names
        for index in pendingNames { names.apply(events[index]) }
        return names
    }

    private mutating func settle(_ file: Int, _ events: [FileEvent]) {
        guard var state = files.removeValue(forKey: file) else { return }
        if honesty == .careless, !state.pending.isEmpty {
            state.pending.remove(at: state.pending.count / 2)
        }
        for index in state.pending { state.durable.apply(events[index]) }
        state.pending = []
        files[file] = state
    }

    private mutating func settleNames(_ events: [FileEvent]) {
        for index in pendingNames { names.apply(events[index]) }
        pendingNames = []
    }
}

extension [UInt8] {
    /// Does a write or a truncation.
    mutating func apply(_ event: FileEvent) {
        switch event.kind {
        case .write: put(event.bytes[...], at: event.offset)
        case .truncate: setLength(event.offset)
        case .exists, .create, .unlink, .rename, .sync, .syncDirectory, .mark: break
        }
    }

    mutating func setLength(_ length: Int) {
        if length < count {
            removeLast(count - length)
        } else {
            append(contentsOf: repeatElement(0, count: length - count))
        }
    }

    /// Puts bytes somewhere; what lies between the end and there becomes zero.
    mutating func put(_ bytes: ArraySlice<UInt8>, at offset: Int) {
        if offset + bytes.count > count { setLength(offset + bytes.count) }
        withUnsafeMutableBytes { target in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(rebasing: target[offset..<offset + source.count])
                    .copyMemory(from: source)
            }
        }
    }
}

extension [String: Int] {
    /// Does what an event does to names; what cannot be done any more is left.
    mutating func apply(_ event: FileEvent) {
        switch event.kind {
        case .create: self[event.name] = event.file
        case .unlink: if self[event.name] == event.file { self[event.name] = nil }
        case .rename:
            if self[event.name] == event.file { self[event.name] = nil }
            self[event.newName] = event.file
        case .exists, .write, .truncate, .sync, .syncDirectory, .mark: break
        }
    }
}
