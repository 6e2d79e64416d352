import Foundation
import Trials

/// What is broken on purpose, and must be found.
struct Controls {
    let trial: Trial

    /// Plays every control and notes how often it was found.
    func play(_ report: inout TrialReport) throws {
        let protect = try trial.prepare(Scenario.named("protect"))
        let points = Array(stride(from: 1, through: protect.calls, by: 3))
        let pretended = try points.count { point in
            try isFound(protect, Fault(kind: .pretence, point: point), "pretence-\(point)")
        }
        report.control(
            "writes that are only pretended", found: pretended, of: points.count)
        let cancel = try trial.prepare(Scenario.named("cancel"))
        let doctored = try isFound(cancel, nil, "doctored") { place in
            let log = place.box.appending(path: RequestLog.fileName)
            let line = """
                {"request":{"operation":"cancel","out_order_no":"\(Scenario.order)",\
                "body":"{}","time":"2099-01-01T00:00:00.000Z"}}

                """
            let handle = try FileHandle(forWritingTo: log)
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(line.utf8))
            try handle.close()
        }
        report.control("a request that nobody intended", found: doctored ? 1 : 0, of: 1)
        let restored = try isFound(cancel, nil, "restored") { place in
            try Self.restoreJournal(of: place, from: cancel.root.appending(path: "box"))
        }
        report.control("a journal from before the command", found: restored ? 1 : 0, of: 1)
    }

    private func isFound(
        _ moment: Moment, _ fault: Fault?, _ name: String,
        tampering: ((Place) throws -> Void)? = nil
    ) throws -> Bool {
        let verdict = try trial.play(
            moment, fault, isRepeated: false, name: "control-\(name)", tampering: tampering)
        return !verdict.findings.isEmpty
    }

    private static func restoreJournal(of place: Place, from old: URL) throws {
        let files = FileManager.default
        for (directory, isOld) in [(place.box, false), (old, true)] {
            let all = try files.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            for file in all
            where file.lastPathComponent.hasPrefix(JournalReading.fileName) {
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
