import Foundation
import GRDB
import Trials

/// What is broken on purpose, and must be found.
struct Controls {
    let trial: Trial

    /// Plays every control and notes how often it was found.
    func play(_ report: inout TrialReport) throws {
        let protect = try trial.prepare(Scenario.named("protect"))
        let points = Array(stride(from: 1, through: protect.calls, by: 3))
        let pretended = try points.count { point in
            try isFound("", protect, Fault(kind: .pretence, point: point))
        }
        report.control("writes that are only pretended", found: pretended, of: points.count)
        let cancel = try trial.prepare(Scenario.named("cancel"))
        let forgiven = try trial.prepare(Scenario.named("cancel-acknowledged"))
        let lost = try trial.prepare(Scenario.named("cancel-request-lost"))
        let forgotten = try trial.prepare(Scenario.named("forget-customer"))
        let terminated = try trial.prepare(Scenario.named("authorization-terminate-customer"))
        let collected = try trial.prepare(Scenario.named("collect"))
        let started = try trial.prepare(Scenario.named("first-sandbox"))
        let tamperings: [(String, said: String, Moment, (Place) throws -> Void)] = [
            ("a request that nobody intended", "without its intent", cancel, Self.addRequest),
            (
                "a journal from before the command", "is lost", cancel,
                { try Self.restoreJournal(of: $0, from: cancel.root.appending(path: "box")) }
            ),
            ("a stored order that no record explains", "verify: ", protect, Self.redateOrders),
            ("an amount that nobody stated", "were stated", forgiven, Self.changeAmount),
            ("a bill that is given up unasked", "unasked", forgiven, Self.dropAmount),
            ("a world in which no time passes", "does not end", lost, { $0.hasNoTime = true }),
            (
                "a key that outlives its customer", "is still there", forgotten,
                { try Self.keepKeys(of: forgotten.before, in: $0) }
            ),
            (
                "a sealed request for another customer", "without its intent", terminated,
                Self.renameCustomer
            ),
            ("a collect that is sent twice", "within the hour", collected, Self.repeatCollect),
            ("half a key file", "is not whole", started, Self.halveKey),
        ]
        for (name, said, moment, tampering) in tamperings {
            let found = try isFound(said, moment, nil, tampering: tampering)
            report.control(name, found: found ? 1 : 0, of: 1)
        }
    }

    /// Whether a finding says so.
    private func isFound(
        _ words: String, _ moment: Moment, _ fault: Fault?,
        tampering: ((Place) throws -> Void)? = nil
    ) throws -> Bool {
        let verdict = try trial.play(
            moment, fault, isRepeated: false, name: "control", tampering: tampering)
        return verdict.findings.contains { words.isEmpty || $0.contains(words) }
    }

    private static func addRequest(to place: Place) throws {
        let line = """
            {"request":{"operation":"cancel","out_order_no":"\(Scenario.order)",\
            "path":"/v3/payscore/serviceorder/\(Scenario.order)/cancel","body":"{}",\
            "time":"2099-01-01T00:00:00.000Z"}}

            """
        try append(line, to: place.box.appending(path: RequestLog.fileName))
    }

    /// Has the sandbox's log name somebody else in what the journal sealed.
    private static func renameCustomer(in place: Place) throws {
        let log = place.box.appending(path: RequestLog.fileName)
        let text = try String(contentsOf: log, encoding: .utf8)
        let other = String(Scenario.openID.reversed())
        try text.replacing(Scenario.openID, with: other)
            .write(to: log, atomically: false, encoding: .utf8)
    }

    private static func repeatCollect(in place: Place) throws {
        let log = place.box.appending(path: RequestLog.fileName)
        let text = try String(contentsOf: log, encoding: .utf8)
        let again = text.split(separator: "\n").filter { $0.contains(#""operation":"pay""#) }
        try append(again.map { $0 + "\n" }.joined(), to: log)
    }

    private static func append(_ text: String, to file: URL) throws {
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    private static func halveKey(in place: Place) throws {
        let key = try Data(contentsOf: place.customerKey)
        try key.prefix(key.count / 2).write(to: place.customerKey)
    }

    /// Leaves what a page could that is not overwritten.
    private static func keepKeys(of journal: JournalReader, in place: Place) throws {
        let file = place.box.appending(path: JournalReader.fileName)
        let database = try DatabaseQueue(path: file.path)
        try database.write { db in
            try db.execute(sql: "CREATE TABLE kept (key BLOB)")
            for case let key? in journal.customers.values {
                try db.execute(sql: "INSERT INTO kept VALUES (?)", arguments: [key])
            }
        }
        try database.close()
    }

    private static func redateOrders(in place: Place) throws {
        let journal = place.box.appending(path: JournalReader.fileName)
        let database = try DatabaseQueue(path: journal.path)
        try database.write { try $0.execute(sql: "UPDATE payscore_orders SET updated_at = 1") }
        try database.close()
    }

    private static func changeAmount(in place: Place) throws {
        try editAttempts("SET given_up = 50 WHERE given_up > 0", in: place)
    }

    private static func dropAmount(in place: Place) throws {
        try editAttempts("SET given_up = NULL, given_up_kind = NULL", in: place)
    }

    /// Edits the rows of all attempts, past the trigger that keeps what they were.
    private static func editAttempts(_ change: String, in place: Place) throws {
        let journal = place.box.appending(path: JournalReader.fileName)
        let database = try DatabaseQueue(path: journal.path)
        try database.write { db in
            let trigger = "payscore_attempts_end_once"
            let text = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [trigger])
            try db.execute(sql: "DROP TRIGGER \(trigger)")
            try db.execute(sql: "UPDATE payscore_attempts \(change)")
            if let text { try db.execute(sql: text) }
        }
        try database.close()
    }

    private static func restoreJournal(of place: Place, from old: URL) throws {
        let files = FileManager.default
        for (directory, isOld) in [(place.box, false), (old, true)] {
            let all = try files.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            for file in all
            where file.lastPathComponent.hasPrefix(JournalReader.fileName) {
                if isOld {
                    let copy = place.box.appending(path: file.lastPathComponent)
                    try files.copyItem(at: file, to: copy)
                } else {
                    try files.removeItem(at: file)
                }
            }
        }
    }
}
