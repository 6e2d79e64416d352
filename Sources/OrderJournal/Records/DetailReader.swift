import OrderLifecycle

/// Reads the lines of a record's detail; every reader names the line that it could not read.
struct DetailReader {
    let record: JournalRecord
    let lines: Lines

    /// The values by their names; of two lines with one name the first counts.
    struct Lines {
        let pairs: [(name: String, value: String)]

        subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }
    }

    init(_ record: JournalRecord) {
        self.record = record
        lines = Lines(pairs: record.detail?.pairs ?? [])
    }

    func text(_ name: String) throws(UnreadableRecord) -> String {
        guard let value = lines[name] else { throw unreadable(name) }
        return value
    }

    func word<Word: RawRepresentable<String>>(_ name: String) throws(UnreadableRecord) -> Word {
        guard let word = Word(rawValue: try text(name)) else { throw unreadable(name) }
        return word
    }

    func wordIfAny<Word: RawRepresentable<String>>(
        _ name: String
    ) throws(UnreadableRecord) -> Word? {
        lines[name] == nil ? nil : try word(name)
    }

    func number(_ name: String) throws(UnreadableRecord) -> Int64 {
        let text = try text(name)
        guard let number = Int64(text), number >= 0, String(number) == text else {
            throw unreadable(name)
        }
        return number
    }

    /// The revision of an earlier record of the same subject.
    func earlier(_ name: String) throws(UnreadableRecord) -> Int64 {
        let revision = try number(name)
        guard revision > 0, revision < record.revision else { throw unreadable(name) }
        return revision
    }

    func amount(_ name: String) throws(UnreadableRecord) -> Amount {
        guard let amount = Amount(decimal: try text(name)) else { throw unreadable(name) }
        return amount
    }

    func digest(_ name: String) throws(UnreadableRecord) -> Digest32 {
        guard let digest = Digest32(hex: try text(name)) else { throw unreadable(name) }
        return digest
    }

    func time(_ name: String) throws(UnreadableRecord) -> Timestamp {
        guard let time = try? Timestamp(milliseconds: try number(name)) else {
            throw unreadable(name)
        }
        return time
    }

    func phase(_ name: String) throws(UnreadableRecord) -> OrderPhase {
        guard let phase = StateText.phase(try text(name)) else { throw unreadable(name) }
        return phase
    }

    func attempt() throws(UnreadableRecord) -> AttemptID {
        AttemptID(try text("attempt"))
    }

    func isSigned() throws(UnreadableRecord) -> Bool {
        switch lines["verified"] {
        case nil: return true
        case "no": return false
        case .some: throw unreadable("verified")
        }
    }

    func loss() throws(UnreadableRecord) -> OutsideChange.Loss {
        if let lost = try present("lost", amount) { return .exactly(lost) }
        switch lines["lost_up_to"] {
        case nil: return .nothing
        case "unknown": return .upTo(nil)
        case .some: return .upTo(try amount("lost_up_to"))
        }
    }

    /// A person, and how it is known that it is this one.
    func person(
        _ name: String, identifiedBy way: String
    ) throws(UnreadableRecord) -> IdentifiedActor {
        guard let actor = try? ActorName(try text(name)) else { throw unreadable(name) }
        guard let identification = try? ActorIdentification(text: try text(way)) else {
            throw unreadable(way)
        }
        return IdentifiedActor(actor, identification)
    }

    func acknowledger() throws(UnreadableRecord) -> IdentifiedActor {
        try person("acknowledged_by", identifiedBy: "acknowledger_identified_by")
    }

    /// What is given up by a call.
    func atStake() throws(UnreadableRecord) -> Loss {
        let words = try text("hazards").split(separator: ",", omittingEmptySubsequences: false)
        let hazards = words.compactMap { Hazard(rawValue: String($0)) }
        guard hazards.count == words.count else { throw unreadable("hazards") }
        let loss = Loss(
            hazards, atStake: try amount("at_stake"),
            alreadyPaid: try present("already_paid", amount) ?? .zero)
        guard let loss else { throw unreadable("at_stake") }
        return loss
    }

    /// Reads a line only where it stands.
    func present<Value>(
        _ name: String, _ read: (String) throws(UnreadableRecord) -> Value
    ) throws(UnreadableRecord) -> Value? {
        lines[name] == nil ? nil : try read(name)
    }

    func unreadable(_ member: String) -> UnreadableRecord {
        UnreadableRecord(sequence: record.sequence, member: member)
    }
}
