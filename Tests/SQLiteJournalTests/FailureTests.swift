import Foundation
import GRDB
import GRDBSQLite
import OrderEngine
import OrderEngineTesting
import Testing

@testable import SQLiteJournal

@Suite struct FailureTests {
    #if os(Linux)
        @Test func `a journal whose making fails at its last write can be made again`() async {
            await #expect(processExitsWith: .success) {
                let place = try TemporaryPlace()
                setLateWrites(failing: true)
                await expectError(.inputOutput) { try await DatabaseJournal.open(at: place.path) }
                setLateWrites(failing: false)
                #expect(!FileManager.default.fileExists(atPath: place.path))
                let journal = try await DatabaseJournal.open(at: place.path)
                #expect(try await journal.recordCount() == 0)
                try await journal.close()
            }
        }
    #endif

    @Test func `closing after a failed commit writes nothing`() async throws {
        let place = try TemporaryPlace()
        let journal = try await DatabaseJournal.open(at: place.path)
        let order = try SampleOrder("A-1")
        try await journal.commit { _ = try $0.append(order.adopted()) }
        try await journal.run("PRAGMA max_page_count = 1")
        let long = String(repeating: "x", count: 4000)
        await expectError(.full) {
            for _ in 1...100 {
                try await journal.commit {
                    _ = try $0.append(order.draft(.protected, reason: long))
                }
            }
        }
        let (database, log) = (
            URL(filePath: place.path), URL(filePath: place.file("journal.sqlite-wal"))
        )
        let before = (try Data(contentsOf: database), try Data(contentsOf: log))
        try await journal.close()
        #expect(journal.halt?.code == .halted)
        #expect(try Data(contentsOf: database) == before.0)
        #expect(try Data(contentsOf: log) == before.1)

        let again = try await DatabaseJournal.open(at: place.path)
        #expect(try await again.recordCount() >= 1)
        try await again.close()
    }
}

#if os(Linux)
    /// Lets this process's SQLite fail to write a draft behind its first page, which is what
    /// moving the log into it does; or lets it succeed again.
    private func setLateWrites(failing: Bool) {
        guard let vfs = sqlite3_vfs_find("unix") else { return }
        _ = vfs.pointee.xSetSystemCall(vfs, "pwrite64", nil)
        usual = unsafeBitCast(
            vfs.pointee.xGetSystemCall(vfs, "pwrite64"), to: PositionedWrite?.self)
        guard failing else { return }
        let write: PositionedWrite = { descriptor, bytes, length, offset in
            var path = [CChar](repeating: 0, count: 1024)
            let count = readlink("/proc/self/fd/\(descriptor)", &path, path.count)
            let bytesOfName = path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
            let name = String(decoding: bytesOfName, as: UTF8.self)
            guard name.hasSuffix(".new"), offset > 0 else {
                return usual?(descriptor, bytes, length, offset) ?? -1
            }
            errno = EIO
            return -1
        }
        _ = vfs.pointee.xSetSystemCall(
            vfs, "pwrite64", unsafeBitCast(write, to: sqlite3_syscall_ptr.self))
    }

    private typealias PositionedWrite =
        @convention(c) (Int32, UnsafeRawPointer?, Int, Int) -> Int

    // Set before SQLite writes, in a process of the test's own.
    nonisolated(unsafe) private var usual: PositionedWrite?
#endif
