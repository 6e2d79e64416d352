import Foundation
import GRDB
import OrderEngine
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

@Suite struct CreationTests {
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
}
