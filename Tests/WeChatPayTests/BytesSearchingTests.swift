import Testing

@testable import WeChatPay

@Suite("Bytes+Searching") struct BytesSearchingTests {
    @Test func `what is found and removed is what the standard library finds and removes`() {
        var random = SplitMix(seed: 20_261_130)
        // Two letters only, so that parts stand there often, also over each other.
        func bytes(upTo count: Int) -> [UInt8] {
            (0..<Int.random(in: 0...count, using: &random)).map { _ in
                Bool.random(using: &random) ? 0x61 : 0x62
            }
        }
        for _ in 0..<5000 {
            let (whole, part) = (bytes(upTo: 24), bytes(upTo: 4))
            guard !part.isEmpty else { continue }
            #expect(whole.holds(part) == whole.contains(part), "\(part) in \(whole)")
            #expect(whole.removing(part) == whole.replacing(part, with: []), "\(part) in \(whole)")
        }
    }

    @Test(arguments: ["", "a", "ab"]) func `no bytes stand nowhere`(text: String) {
        let whole = Array(text.utf8)
        #expect(!whole.holds([]))
        #expect(whole.removing([]) == whole)
    }
}

/// The random numbers of a seed.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
