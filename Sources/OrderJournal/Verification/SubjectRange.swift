import OrderLifecycle

/// A part of all subjects in their order: those after one, up to another and with it.
struct SubjectRange: Hashable, Sendable {
    /// The subject before the first of the part; `nil` where it begins with the first of all.
    let lower: Subject?
    /// The last subject of the part; `nil` where it ends with the last of all.
    let upper: Subject?

    /// Tells whether a subject after ``lower`` is one of the part.
    func reaches(_ subject: Subject) -> Bool {
        upper.map { !$0.precedes(subject) } ?? true
    }
}

extension SubjectRange {
    private static let partLimit = 32
    /// A part is never less than so many pages: what is read of the next one is read in vain.
    private static let pagesOfAPart: Int64 = 4
    private static let samplesOfAPart = 4

    /// All subjects in parts that have about as many records each.
    ///
    /// The bounds are subjects of records taken at equal distances; whichever they are, each
    /// subject is in one part.
    static func parts(of reader: any JournalReader, pageSize: Int) throws -> [SubjectRange] {
        let total = try readable { try reader.lastRecord() }??.sequence ?? 0
        let count = max(1, min(partLimit, Int(clamping: total / pagesOfAPart) / pageSize))
        let samples = count * samplesOfAPart
        var subjects: [Subject] = []
        for sample in 1..<samples {
            let place = total / Int64(samples) * Int64(sample)
            let record = try readable { try reader.records(after: place, limit: 1).first }
            if let subject = record??.subject { subjects.append(subject) }
        }
        subjects.sort { $0.precedes($1) }
        var bounds: [Subject] = []
        for part in 1..<max(1, count) where !subjects.isEmpty {
            let bound = subjects[subjects.count * part / count]
            if bounds.last != bound { bounds.append(bound) }
        }
        return zip([nil] + bounds, bounds + [nil]).map { SubjectRange(lower: $0, upper: $1) }
    }
}
