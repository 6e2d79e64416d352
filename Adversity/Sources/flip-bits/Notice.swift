/// How much a layer notices of an attack, in the words of docs/concepts/evidence.md.
enum Notice: String, CaseIterable, Sendable {
    /// Nothing.
    case nothing = "no"
    /// Something, without the record, or with the first of a range that has it.
    case something = "yes"
    /// Something, and it names the first record that is not what it was.
    case itself = "names it"
    /// Something, and it names the next record of the same order.
    case next = "names the next"
    /// Nobody can ask: the journal cannot be opened to be read.
    case unasked = "–"

    /// What a layer noticed.
    init(_ layer: Layer, _ found: Inspection, of story: SealedStory) {
        guard layer == .opening || found.isOpen else {
            self = .unasked
            return
        }
        guard found.layers.contains(layer) else {
            self = .nothing
            return
        }
        let altered = story.content.firstDifference(in: found.records)
        switch found.named[layer] {
        case nil: self = .something
        case altered: self = .itself
        case story.content.successor(of: altered): self = .next
        default: self = .something
        }
    }

    /// Whether somebody who read `said` was told no less and no more than this.
    ///
    /// That a record is named need not be said, since the first of a range may be the very one.
    func keeps(_ said: Notice) -> Bool {
        said == self || (said == .something && (self == .itself || self == .next))
    }
}

extension Notice {
    /// This word turned round, which must not hold.
    var opposite: Notice { self == .nothing ? .something : .nothing }
}
