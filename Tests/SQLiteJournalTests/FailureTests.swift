import Foundation
import GRDB
import OrderEngine
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

@Suite struct FailureTests {
    #if os(Linux)
        @Test func `a journal whose making fails half-way leaves nothing, and can be made again`()
            async
        {
            await #expect(processExitsWith: .success) {
                let place = try TemporaryPlace()
                signal(SIGXFSZ, SIG_IGN)
                var usual = rlimit()
                getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &usual)
                var small = rlimit(rlim_cur: 8192, rlim_max: usual.rlim_max)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &small)
                await expectError(.inputOutput) {
                    try await place.open()
                }
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &usual)
                #expect(try place.names() == ["journal.sqlite.lock"])
                let journal = try await place.open()
                #expect(try await journal.recordCount() == 0)
                try await journal.close()
            }
        }
    #endif

    @Test func `closing after a failed commit writes nothing`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        try await journal.run("PRAGMA max_page_count = 1")
        let long = String(repeating: "x", count: 4000)
        await expectError(.full) {
            for _ in 1...100 {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(order.draft(.order(.protected), reason: long))
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

        let again = try await place.open()
        #expect(try await again.recordCount() >= 1)
        try await again.close()
    }
}
