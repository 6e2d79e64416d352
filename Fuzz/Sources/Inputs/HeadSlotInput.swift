import OrderJournal

@testable import SQLiteJournal

/// A slot of a head file is read only if it is, byte for byte, what would be written.
///
/// An input shorter than a slot is filled up, and the harness puts the digest at its end.
enum HeadSlotInput {
    static func check(_ bytes: [UInt8]) throws(Violation) {
        var bytes = Array(bytes.prefix(HeadSlot.length))
        if bytes.count < HeadSlot.length {
            let end = HeadSlot.length - 32
            bytes = Array((bytes + [UInt8](repeating: 0, count: HeadSlot.length)).prefix(end))
            bytes += Digest32.of(bytes).bytes
        }
        guard let slot = HeadSlot(bytes: bytes) else { return }
        try demand(slot.bytes == bytes, "a slot has one form: \(slot)")
        try demand(!slot.isNewer(than: slot), "no slot is newer than itself: \(slot)")
        let place = Int(bytes[HeadSlot.length - 1]) * 16
        bytes[place] ^= 1
        try demand(HeadSlot(bytes: bytes) == nil, "a turned bit is noticed, at \(place): \(slot)")
    }
}
