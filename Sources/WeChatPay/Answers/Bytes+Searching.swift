extension [UInt8] {
    /// Whether some bytes stand in these.
    ///
    /// The standard library's search is generic: on a notification's body it took half of the
    /// processor's time that receiving it takes.
    func holds(_ part: [UInt8]) -> Bool { place(of: part, from: 0) != nil }

    /// These bytes without the places where some others stand.
    func removing(_ part: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var start = 0
        while let place = place(of: part, from: start) {
            kept += self[start..<place]
            start = place + part.count
        }
        return start == 0 ? self : kept + self[start...]
    }

    /// Where some bytes first stand, from a place on; no bytes stand nowhere.
    private func place(of part: [UInt8], from start: Int) -> Int? {
        guard let first = part.first, start + part.count <= count else { return nil }
        return withUnsafeBufferPointer { bytes in
            part.withUnsafeBufferPointer { part in
                (start...bytes.count - part.count).first { place in
                    bytes[place] == first
                        && part.indices.allSatisfy { bytes[place + $0] == part[$0] }
                }
            }
        }
    }
}
