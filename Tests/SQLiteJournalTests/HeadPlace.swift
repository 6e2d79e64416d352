import Foundation
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import SQLiteJournal

extension TemporaryPlace {
    /// The path of the head file.
    var headPath: String { path + ".head" }

    /// The bytes of a file of the directory.
    func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path))
    }

    func write(_ bytes: Data, to path: String) throws {
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: path)
    }

    /// Spoils one slot of the head file.
    func spoil(slot index: Int) throws {
        var bytes = try bytes(headPath)
        bytes[index * HeadSlot.length + 60] ^= 1
        try write(bytes, to: headPath)
    }

    /// The place of the newest slot.
    func newestSlot() throws -> HeadFile.Place {
        let places = try #require(try HeadFile.places(at: headPath))
        return try #require(HeadFileCheck.newest(of: places, nil))
    }

    /// Removes the row by which the journal knows its head.
    func forgetHead() throws {
        try tamperFreely("DELETE FROM payscore_head")
    }

    /// Adds a record of a further order to the closed journal.
    func add(_ number: String) async throws {
        let journal = try await open()
        let order = try SampleOrder(number)
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        try await journal.close()
    }

    /// Removes the last record as the `sqlite3` command could, with its order.
    func cutTheLastRecord() throws {
        try tamperFreely(
            """
            DELETE FROM payscore_orders WHERE 'order:' || number = (
                SELECT subject FROM payscore_records ORDER BY sequence DESC LIMIT 1);
            DELETE FROM payscore_records WHERE sequence = (
                SELECT max(sequence) FROM payscore_records)
            """)
    }

    /// That somebody accepts a loss.
    func acceptance() throws -> AcceptedLoss {
        let caller = try SampleOrder("A-1").adopted().caller
        return try AcceptedLoss(
            reason: OperatorReason("the disk died"), caller: caller,
            at: Timestamp(clamping: 1_800_000_000_000), merchant: BeginningDetails.sample.merchant)
    }

    /// What the verifier says about the closed journal and its head.
    func verification() async throws -> VerificationReport {
        let journal = try await SQLiteJournalStore.open(at: path, mode: .reader)
        let head = try await journal.head()
        let report = try await JournalVerifier(pageSize: 4).verify(journal, head: head)
        try await journal.close()
        return report
    }
}
