import OrderJournal

/// One slot of a head file; docs/reference/journal-format.md describes its bytes.
struct HeadSlot: Hashable, Sendable {
    /// How many bytes a slot has.
    static let length = 4096
    /// How many bytes a journal's identity has.
    static let identityLength = 16

    /// The random bytes by which a journal is known from others.
    let identity: [UInt8]
    /// How many slots were written before this one.
    let counter: Int64
    /// What the slot says.
    let head: JournalHead

    init(identity: [UInt8], counter: Int64, head: JournalHead) {
        self.identity = identity
        self.counter = counter
        self.head = head
    }

    /// Reads a slot; `nil` if the bytes are not exactly what a slot is written as.
    init?(bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.length,
            let counter = Self.number(bytes, at: Field.counter),
            let epoch = Self.number(bytes, at: Field.epoch),
            let size = Self.number(bytes, at: Field.size),
            let lastRecord = Self.digest(bytes, at: Field.lastRecord),
            let noteLength = Self.number(bytes, at: Field.noteLength),
            noteLength <= Field.noteLimit
        else { return nil }
        let roots = (0..<size.nonzeroBitCount).compactMap {
            Self.digest(bytes, at: Field.roots + $0 * 32)
        }
        guard let tree = MerkleTree(size: size, subtrees: roots) else { return nil }
        var checkpoint: Checkpoint?
        if noteLength > 0 {
            let note = bytes[Field.note..<Field.note + Int(noteLength)]
            guard let text = String(validating: note, as: UTF8.self),
                let found = Checkpoint(note: text)
            else { return nil }
            checkpoint = found
        }
        self.init(
            identity: Array(bytes[Field.identity..<Field.counter]), counter: counter,
            head: JournalHead(
                epoch: epoch, tree: tree, lastRecord: lastRecord, checkpoint: checkpoint))
        // Says of each byte, the digest's included, that it is what it should be.
        guard self.bytes == bytes else { return nil }
    }

    /// The slot as it is written.
    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.length)
        func place(_ part: some Collection<UInt8>, at offset: Int) {
            bytes.replaceSubrange(offset..<offset + part.count, with: part)
        }
        func place(_ number: Int64, at offset: Int) {
            place(withUnsafeBytes(of: number.bigEndian) { Array($0) }, at: offset)
        }
        place(Field.magic, at: 0)
        place(identity.prefix(Self.identityLength), at: Field.identity)
        place(counter, at: Field.counter)
        place(head.epoch, at: Field.epoch)
        place(head.size, at: Field.size)
        place(head.lastRecord.bytes, at: Field.lastRecord)
        for (index, root) in head.tree.frontier.prefix(Field.rootLimit).enumerated() {
            place(root.bytes, at: Field.roots + index * 32)
        }
        // A note that does not fit is left out; with a million records it has at most 1,400 bytes.
        if let note = head.checkpoint.map({ Array($0.note.utf8) }), note.count <= Field.noteLimit {
            place(Int64(note.count), at: Field.noteLength)
            place(note, at: Field.note)
        }
        place(Digest32.of(bytes[..<Field.digest]).bytes, at: Field.digest)
        return bytes
    }

    /// Whether this slot is the newer one of two.
    func isNewer(than other: HeadSlot) -> Bool {
        (head.epoch, head.size, counter) > (other.head.epoch, other.head.size, other.counter)
    }

    /// Where the fields stand.
    private enum Field {
        static let magic = Array("payscore head 1\n".utf8)
        static let identity = 16
        static let counter = 32
        static let epoch = 40
        static let size = 48
        static let lastRecord = 56
        static let roots = 88
        static let rootLimit = 63
        static let noteLength = roots + rootLimit * 32
        static let note = noteLength + 8
        static let digest = HeadSlot.length - 32
        static let noteLimit = digest - note
    }

    /// A number that is not negative and has a next one.
    private static func number(_ bytes: [UInt8], at offset: Int) -> Int64? {
        let number = bytes[offset..<offset + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return number < UInt64(Int64.max) ? Int64(number) : nil
    }

    private static func digest(_ bytes: [UInt8], at offset: Int) -> Digest32? {
        Digest32(bytes: bytes[offset..<offset + 32])
    }
}
