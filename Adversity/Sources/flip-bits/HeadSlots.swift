import OrderJournal

/// The slots of a head file, read as docs/reference/journal-format.md describes them, without the
/// program's own reader.
struct HeadSlots {
    /// How many slots a head file has, and how long each is.
    static let count = 64
    static let length = 4096

    /// A slot that was written.
    struct Slot {
        let index: Int
        let epoch: Int64
        let size: Int64
        let counter: Int64
        let lastRecord: [UInt8]
        let note: String

        init?(_ bytes: ArraySlice<UInt8>, at index: Int) {
            let bytes = Array(bytes)
            guard bytes.starts(with: Array("payscore head 1\n".utf8)) else { return nil }
            func number(_ offset: Int) -> Int64 {
                bytes[offset..<offset + 8].reduce(0) { $0 << 8 | Int64($1) }
            }
            self.index = index
            counter = number(32)
            epoch = number(40)
            size = number(48)
            lastRecord = Array(bytes[56..<88])
            note = String(decoding: bytes[2112..<2112 + Int(number(2104))], as: UTF8.self)
        }

        /// Whether a head says what this slot says.
        func isSaid(by head: JournalHead?) -> Bool {
            head?.epoch == epoch && head?.size == size && head?.lastRecord.bytes == lastRecord
                && head?.checkpoint?.note ?? "" == note
        }
    }

    /// A head file whose one slot knows a journal with these records' hashes.
    static func file(_ identity: [UInt8], _ hashes: [Digest32], note: String) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] {
            withUnsafeBytes(of: Int64(value).bigEndian) { Array($0) }
        }
        func filled(_ bytes: [UInt8], to length: Int) -> [UInt8] {
            bytes + [UInt8](repeating: 0, count: length - bytes.count)
        }
        var tree = MerkleTree()
        for hash in hashes { tree.append(hash) }
        var slot = Array("payscore head 1\n".utf8) + identity + number(0) + number(1)
        slot += number(hashes.count) + (hashes.last ?? .zero).bytes
        slot += filled(tree.frontier.flatMap(\.bytes), to: 2016)
        slot += number(note.utf8.count) + filled(Array(note.utf8), to: 1952)
        slot += Digest32.of(slot).bytes
        return filled(slot, to: count * length)
    }

    /// Those that were written, the newest first.
    let newestFirst: [Slot]

    init(_ bytes: [UInt8]) {
        newestFirst = (0..<bytes.count / Self.length)
            .compactMap { Slot(bytes[$0 * Self.length..<($0 + 1) * Self.length], at: $0) }
            .sorted { ($0.epoch, $0.size, $0.counter) > ($1.epoch, $1.size, $1.counter) }
    }

    /// The newest of those that are not damaged.
    func newest(without damaged: Set<Int> = []) -> Slot? {
        newestFirst.first { !damaged.contains($0.index) }
    }
}
