import Foundation
import OrderLifecycle
import StrictJSON

@testable import OrderEngine
@testable import OrderJournal
@testable import WeChatPay

/// Whatever a stored record holds, its meaning is read or refused; its canonical bytes give every
/// member back, so that no two records have the same; its export is plain JSON; and what it reads
/// as given up, it gives up in its own words.
///
/// Zero bytes part the sixteen members; they are those of the canonical encoding, in its order.
enum RecordInput {
    static func check(
        _ bytes: [UInt8], encoding encode: (JournalRecord) -> [UInt8] = CanonicalEncoding.bytes,
        reading read: (JournalRecord) throws(UnreadableRecord) -> RecordContent = {
            record throws(UnreadableRecord) in try record.content
        }
    ) throws(Violation) {
        guard let record = record(in: bytes) else { return }
        try demand(
            members(in: encode(record)) == written(record),
            "the canonical bytes give every member back: \(record)")
        try checkMeaning(of: record)
        if let content = try? read(record) { try checkConsent(content, in: record) }
        if record.revision > 0 { try checkExport(of: record) }
        if let text = record.phaseBefore, let state = StateText.state(text) {
            try demand(
                StateText.state(StateText.text(state)) == state,
                "a state is read back: \(text)")
        }
    }

    /// Reads the meaning, writes it, and reads it again.
    private static func checkMeaning(of record: JournalRecord) throws(Violation) {
        let content: RecordContent
        do throws(UnreadableRecord) { content = try record.content } catch {
            return try demand(error.sequence == record.sequence, "the unreadable record is named")
        }
        try demand(content.event == record.event, "the event stays the same: \(record)")
        let second = record.replacing(detail: content.detail)
        let again = try must("what is written can be read") { try second.content }
        // Only what a control character became when it was written may differ, and only once.
        let isClean = record.detail?.text.utf8.allSatisfy {
            $0 == 0x0A || ($0 >= 0x20 && $0 != 0x7F)
        }
        if isClean ?? true {
            try demand(again == content, "what is written is read back: \(content) \(again)")
        }
        try demand(again.detail == content.detail, "it is written alike: \(content)")
        var order = OrderProjection(
            order: Harness.order, revision: record.revision &- 1, record.previous)
        try? order.apply(record, content)
    }

    /// An amount is at stake or given up exactly where the lines say so, by whom they say.
    private static func checkConsent(
        _ content: RecordContent, in record: JournalRecord
    ) throws(Violation) {
        func line(_ name: String) -> String? { record.detail?[name] }
        func fen(_ name: String) -> Int64? { line(name).flatMap { Int64($0) } }
        func demandLoss(_ loss: Loss?) throws(Violation) {
            try demand(loss?.atStake.fen == fen("at_stake"), "what is at stake is what is written")
            guard let loss else { return }
            try demand(
                loss.atStake > .zero && loss.alreadyPaid.fen == fen("already_paid") ?? 0,
                "a loss is never zero, and what was paid is beside it: \(loss)")
            try demand(
                line("hazards") == loss.hazards.map(\.rawValue).joined(separator: ","),
                "the hazards are those that are written: \(loss)")
        }
        func demandName(_ name: ActorName, _ member: String) throws(Violation) {
            let isSame = line(member).flatMap { try? ActorName($0) }?.text == name.text
            try demand(isSame, "\(member) is who is written: \(name)")
        }
        switch content {
        case .order(.decided(let entry)):
            try demandLoss(entry.loss)
            try demand((entry.tried == nil) == (line("permit") == nil), "a consent has a permit")
            guard let tried = entry.tried else { return }
            try demand(tried.atStake.fen == fen("stated"), "what was stated is what is written")
            try demandName(tried.acknowledgedBy.name, "acknowledged_by")
        case .order(.permitIssued(let entry)):
            try demandLoss(entry.terms.loss)
            try demand(
                entry.terms.requestedBy == record.caller.identifiedActor,
                "a permit is for whoever asked: \(entry.terms.requestedBy)")
        case .attempt(.intended(let entry)):
            try demand((entry.consent == nil) == (line("permit") == nil), "a consent has a permit")
            guard let consent = entry.consent else { return }
            try demand(consent.givenUp.fen == fen("given_up"), "as much is given up as is written")
            try demandName(consent.requestedBy.name, "requested_by")
            try demandName(consent.acknowledgedBy.name, "acknowledged_by")
        default: return
        }
    }

    private static func checkExport(of record: JournalRecord) throws(Violation) {
        let reader = OneRecord(record: record)
        let text = try must("an export is written") {
            try HistoryExport.text(
                of: .order(Harness.order), from: reader, exportedAt: record.at) ?? ""
        }
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        try demand(lines.count == 3 && lines[2].isEmpty, "an export has a line a record: \(text)")
        for line in lines.dropLast() {
            let isPlain = line.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            try demand(isPlain, "an export has no control character: \(text)")
        }
        let value = try must("an exported line is JSONValue") {
            try JSONValue.read(Array(lines[1]), limit: Int.max)
        }
        let shown: [String?] = CanonicalEncoding.members(of: record).map { member in
            switch value[member.name] {
            case .string(let text): text
            case .number(let lexeme): lexeme
            case .null, .bool, .array, .object, .none: nil
            }
        }
        let stored = CanonicalEncoding.members(of: record).map(\.value)
        let isSame = zip(shown, stored).allSatisfy { shown, stored in
            shown.map { Array($0.utf8) } == stored.map { Array($0.utf8) }
        }
        try demand(isSame, "an export gives every member: \(text)")
    }

    /// The record that an input describes; numbers that are none become small ones.
    private static func record(in bytes: [UInt8]) -> JournalRecord? {
        let fields = bytes.split(separator: 0, maxSplits: 19, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self).replacing("\0", with: " ") }
        func text(_ index: Int) -> String? {
            index < fields.count && !fields[index].isEmpty ? fields[index] : nil
        }
        func number(_ index: Int) -> Int64 { text(index).flatMap { Int64($0) } ?? 1 }
        func time(_ index: Int) -> Timestamp { Timestamp(clamping: number(index)) }
        guard let subject = try? Subject(text: text(1) ?? "journal"),
            let actor = try? ActorName(text(10) ?? "a"),
            let identification = try? ActorIdentification(text: text(11) ?? "claimed"),
            let channel = try? CallerChannel(text(12) ?? "c")
        else { return nil }
        return JournalRecord(
            sequence: number(0), subject: subject, revision: number(2), at: time(3),
            providerAt: text(4).map { _ in time(4) }, event: text(5) ?? "x", phaseBefore: text(6),
            phaseAfter: text(7),
            cause: Cause(text(8).flatMap(Cause.Kind.init) ?? .call, id: text(9)),
            caller: Caller(actor: actor, channel: channel, identification: identification),
            origin: ProcessOrigin(host: text(13) ?? "", systemUser: text(14) ?? ""),
            reason: text(15), rules: text(16).flatMap(RulesVersion.init),
            detail: text(17).map(Detail.init(text:)), evidence: text(18), previous: .zero,
            hash: .zero)
    }

    /// The members of a record as bytes, the digest before it first.
    private static func written(_ record: JournalRecord) -> [[UInt8]] {
        let detail = record.detail?.text
        let texts: [String?] = [
            "\(record.sequence)", record.subject.text, "\(record.revision)",
            "\(record.at.milliseconds)", record.providerAt.map { "\($0.milliseconds)" },
            record.event, record.phaseBefore, record.phaseAfter, record.cause.kind.rawValue,
            record.cause.id, record.caller.actor.text, record.caller.identification.text,
            record.caller.channel.text, record.origin.host, record.origin.systemUser, record.reason,
            record.rules?.rawValue, detail, record.evidence,
        ]
        return [record.previous.bytes] + texts.map { Array(($0 ?? "").utf8) }
    }

    /// Reads canonical bytes as docs/reference/journal-format.md describes them; `nil` if they are
    /// not that.
    private static func members(in bytes: [UInt8]) -> [[UInt8]]? {
        let prefix = Array("payscore-orders record 1\n".utf8)
        guard bytes.starts(with: prefix), bytes.count >= prefix.count + 32 else { return nil }
        var rest = bytes[prefix.count...]
        var members = [Array(rest.prefix(32))]
        rest = rest.dropFirst(32)
        while !rest.isEmpty {
            guard rest.count >= 4 else { return nil }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard rest.count >= length else { return nil }
            members.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return members.count == 20 ? members : nil
    }
}

extension JournalRecord {
    fileprivate func replacing(detail: Detail?) -> JournalRecord {
        JournalRecord(
            sequence: sequence, subject: subject, revision: revision, at: at,
            providerAt: providerAt, event: event, phaseBefore: phaseBefore,
            phaseAfter: phaseAfter, cause: cause,
            caller: caller, origin: origin, reason: reason, rules: rules, detail: detail,
            evidence: evidence,
            previous: previous, hash: hash)
    }
}

extension OrderProjection {
    /// An order of which nothing is known but its last record.
    fileprivate init(order: OutOrderNumber, revision: Int64, _ head: Digest32) {
        self.init(
            order: order, revision: revision, head: head, state: .unseen, isVerified: false,
            stateRevision: 0,
            identity: OrderIdentity(), isProtected: false, openAttempt: nil, failedCancel: nil,
            observedAt: nil, contradictions: 0, createdAt: Harness.now, updatedAt: Harness.now)
    }
}
