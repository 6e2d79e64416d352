import Crypto
import Foundation
import Measuring
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal

/// Row 20: the seals of a large journal; the first after each start reads all of it.
struct FirstSealRow {
    func measure(copying path: String, in scratch: Scratch) async throws -> Row {
        let place = scratch.disk.appending(path: "sealed.sqlite").path
        for suffix in ["", ".head"] {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: place + suffix)
        }
        let key = Curve25519.Signing.PrivateKey()
        let journal = try await SQLiteJournalStore.open(at: place)
        let records = try await journal.inspect { try $0.lastRecord()?.sequence ?? 0 }
        let first = try await Self.time(of: Self.sealer(of: journal, key))
        try await journal.close()
        let reopened = try await SQLiteJournalStore.open(at: place)
        let sealer = try Self.sealer(of: reopened, key)
        let afterStart = try await Self.time(of: sealer)
        try await CommitTime(journal: reopened, caller: Self.caller()).commit(Self.later)
        let later = try await Self.time(of: sealer)
        try await reopened.close()
        return Row(
            "20", work: Self.work(records), reference: "", rounds: 1,
            figures: [
                Self.figure("the first seal of all", "s", first),
                Self.figure("the first seal after a start", "s", afterStart),
                Self.figure("records read a second", "/s", Double(records) / afterStart),
                Self.figure("a seal of \(Self.later) more records", "ms", later * 1000),
                Self.figure("memory held after it", "MiB", OwnProcess.heldMemory / 1024),
            ])
    }

    /// How many records the seal has that follows.
    private static let later = 1000

    private static func caller() throws -> Caller {
        Caller(actor: try ActorName("benchmark"), channel: try CallerChannel("benchmark"))
    }

    private static func sealer(
        of journal: SQLiteJournalStore, _ key: Curve25519.Signing.PrivateKey
    ) throws -> JournalSealer {
        JournalSealer(journal: journal, key: key, caller: try caller())
    }

    private static func time(of sealer: JournalSealer) async throws -> Double {
        let start = Clocks.wall
        _ = try await sealer.seal(at: SystemClock().now())
        return Clocks.wall - start
    }

    private static func figure(_ name: String, _ unit: String, _ value: Double) -> Figure {
        Figure(name, unit: unit, Spread(of: [value]))
    }

    private static func work(_ records: Int64) -> String {
        "sealing a journal of \(records) records; the first seal after each start reads all of "
            + "them, and compares every kept checkpoint"
    }
}
