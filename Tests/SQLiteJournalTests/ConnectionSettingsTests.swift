import Foundation
import GRDB
import OrderEngine
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

@Suite struct ConnectionSettingsTests {
    @Test func `every setting is what durability needs, read back from the writer`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let settings = try await journal.settings()
        #expect(settings.deviations == [])
        #expect(settings.journalMode == "wal")
        #expect(settings.synchronous == 3)
        #expect(settings.isDefensive)
        #expect(!settings.loadsExtensions)
        #expect(!settings.acceptsDoubleQuotedText)
        #expect(settings.busyTimeout == .seconds(5))
        #expect(settings.attachedLimit == 0)
        #expect(settings.applicationID == 0x5053_4F4A)
        #expect(settings.userVersion == 1)
        #expect(settings.schemaVersion == 1)
        #expect(settings.path == place.path)
        try await journal.close()
    }

    @Test func `the settings still hold after the journal was opened again`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try place.tamper("PRAGMA journal_mode = DELETE")
        let journal = try await place.open()
        #expect(try await journal.settings().deviations == [])
        try await journal.close()
    }

    @Test func `GRDB's own WAL mode overwrites synchronous, which is why it is not used`() throws {
        let place = try TemporaryPlace()
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = EXTRA") }
        let queue = try DatabaseQueue(path: place.path, configuration: configuration)
        let synchronous = try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(synchronous == 1)
        let ours = ConnectionSettings.writing()
        guard case .default = ours.journalMode else {
            Issue.record("GRDB would overwrite synchronous")
            return
        }
    }

    @Test func `every single deviation is named`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        var settings = try await journal.settings()
        try await journal.close()
        settings.synchronous = 2
        settings.journalMode = "delete"
        settings.mmapSize = 4096
        settings.isDefensive = false
        #expect(
            settings.deviations == [
                "journal_mode is delete, not wal", "synchronous is 2, not 3 or more",
                "mmap_size is 4096, not 0", "the DEFENSIVE switch is false, not true",
            ])
    }

    @Test func `only its owner may read the file`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        for name in try place.names() {
            let attributes = try FileManager.default.attributesOfItem(atPath: place.file(name))
            let rights = try #require(attributes[.posixPermissions] as? NSNumber)
            #expect(rights.intValue & 0o077 == 0, "\(name)")
        }
        try await journal.close()
    }
}
