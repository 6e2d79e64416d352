import Foundation
import OrderJournal
import Synchronization

/// The head file beside a journal: slots that are written in turn, so that a write which is cut
/// off spoils no slot but its own.
final class HeadFile: Sendable {
    /// How many slots there are.
    static let slotCount = 64

    private let path: String
    private let descriptor: Int32
    private let identity: FileIdentity?
    private let last: Mutex<Place>

    /// A slot and where it stands.
    struct Place: Hashable, Sendable {
        let slot: HeadSlot
        let index: Int
    }

    /// Opens a head file to go on writing after a slot of it.
    init(at path: String, after last: Place) throws(JournalError) {
        descriptor = try Self.opened(path, O_RDWR | O_DSYNC) ?? -1
        guard descriptor >= 0 else {
            throw JournalError(.inputOutput, "\(path) was removed while the journal was opened")
        }
        self.path = path
        self.last = Mutex(last)
        identity = FileIdentity(path)
        if case .other(let what) = ExistingFile(at: path) {
            throw JournalError(.cannotOpen, "\(path) \(what); a head file has one name only")
        }
    }

    deinit {
        close(descriptor)
    }

    /// Writes a head into the next slot; it is durable afterwards.
    func write(_ head: JournalHead) throws(JournalError) {
        guard let identity, FileIdentity(path) == identity else {
            throw MisplacedFile(path: path).journalError
        }
        let next = last.withLock { last in
            Place(
                slot: HeadSlot(
                    identity: last.slot.identity, counter: min(last.slot.counter, .max - 2) + 1,
                    head: head),
                index: (last.index + 1) % Self.slotCount)
        }
        try Self.write(
            next.slot.bytes, to: descriptor, at: next.index * HeadSlot.length, of: path)
        last.withLock { $0 = next }
    }

    /// The readable slots of a head file; `nil` if there is no file.
    static func places(at path: String) throws(JournalError) -> [Place]? {
        guard let descriptor = try opened(path, O_RDONLY) else { return nil }
        defer { close(descriptor) }
        var places: [Place] = []
        for index in 0..<slotCount {
            let bytes = try read(slot: index, of: descriptor, path)
            if let slot = HeadSlot(bytes: bytes) { places.append(Place(slot: slot, index: index)) }
        }
        return places
    }

    /// Makes a head file with one slot.
    ///
    /// - Parameter keptAs: The name under which the file that was there stays; without one, none
    ///   may be there.
    static func create(
        at path: String, with slot: HeadSlot, keptAs former: String? = nil
    ) throws(JournalError) -> HeadFile {
        if let former { try move(path, to: former) }
        var bytes = slot.bytes
        bytes += [UInt8](repeating: 0, count: (slotCount - 1) * HeadSlot.length)
        try Creation.make(bytes, at: path)
        return try HeadFile(at: path, after: Place(slot: slot, index: 0))
    }

    /// Gives a file another name, which is never taken from another file.
    ///
    /// Whoever is killed on the way leaves it under one of the names, or under both.
    private static func move(_ path: String, to former: String) throws(JournalError) {
        guard ExistingFile(at: path) != .nothing else { return }
        guard link(path, former) == 0 else { throw failure(former) }
        try Creation.synchronise(NewFile.directory(of: path))
        guard unlink(path) == 0 else { throw failure(path) }
    }

    // MARK: The system

    /// Opens a regular file; `nil` if there is none.
    private static func opened(_ path: String, _ flags: Int32) throws(JournalError) -> Int32? {
        let descriptor = open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw JournalError(.cannotOpen, "\(path): \(SystemFailure.text)")
        }
        var file = stat()
        guard fstat(descriptor, &file) == 0, file.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw JournalError(.cannotOpen, "\(path): is no regular file")
        }
        return descriptor
    }

    private static func read(
        slot index: Int, of descriptor: Int32, _ path: String
    ) throws(JournalError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: HeadSlot.length)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                pread(
                    descriptor, $0.baseAddress?.advanced(by: done), $0.count - done,
                    off_t(index * HeadSlot.length + done))
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { break }
            done += count
        }
        return bytes
    }

    private static func write(
        _ bytes: [UInt8], to descriptor: Int32, at offset: Int, of path: String
    ) throws(JournalError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    descriptor, $0.baseAddress?.advanced(by: done), $0.count - done,
                    off_t(offset + done))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            done += count
        }
    }

    private static func failure(_ path: String) -> JournalError {
        let code: JournalErrorCode =
            errno == ENOSPC || errno == EDQUOT ? .full : .inputOutput
        return JournalError(code, "\(path): \(SystemFailure.text)")
    }
}
