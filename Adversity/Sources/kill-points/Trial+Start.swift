import Foundation

extension Trial {
    /// Plays a fault in the first start of a sandbox, starts it again, and has its merchant use
    /// all that it made.
    func playStart(
        _ moment: Moment, _ fault: Fault?, name: String,
        tampering: ((Place) throws -> Void)? = nil
    ) throws -> Verdict {
        let place = try Place(
            scratch.appending(path: name), program: program, from: moment.root)
        var verdict = Verdict()
        let run = try place.start(fault?.environment ?? [:])
        verdict.findings += Self.findings(run, fault)
        verdict.isReached = run.isKilled
        // The draft of a file that is replaced is taken away by the next start.
        verdict.findings += try place.strangers().filter { !$0.hasPrefix(".sandbox-") }
            .map { "it leaves \($0) behind" }
        try tampering?(place)
        let key = try? Data(contentsOf: place.customerKey)
        if let key, !Self.isWhole(key) { verdict.findings.append("customer_key.txt is not whole") }

        do { try place.startSandbox() } catch {
            verdict.findings.append("started again: \(error)")
            return verdict
        }
        if let key, try Data(contentsOf: place.customerKey) != key {
            verdict.findings.append("customer_key.txt is another, started again")
        }
        verdict.findings += try place.strangers().map { "started again, it leaves \($0) behind" }
        for words in [["create", "@create.json"], ["verify"]] {
            let use = try place.run(words)
            if use.status != 0 {
                verdict.findings.append("\(words[0]) ends with \(use.ending): \(use.errors)")
            }
        }
        place.stopSandbox()
        let final = try JournalReader(in: place.box, scratch: place.root)
        let log = try RequestLog(in: place.box)
        verdict.findings += Judge(
            before: moment.before, atFault: moment.before, logAtFault: RequestLog(), final: final,
            finalLog: log, answers: [], foundedAt: nil
        ).findings(isOfSandbox: true)
        verdict.requests = log.requests.count
        verdict.attempts = final.attempts.count
        verdict.commands = place.commands
        return verdict
    }

    /// Whether a file holds 32 bytes in base64, and the end of its line.
    private static func isWhole(_ file: Data) -> Bool {
        file.last == 0x0A && Data(base64Encoded: file.dropLast())?.count == 32
    }
}
