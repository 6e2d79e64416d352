import CryptoExtras
import Dispatch
import Foundation
import Measuring
import Synchronization

/// The merchant's key, used for nothing but signing: the limit of what this machine can do.
struct SigningKey: Sendable {
    private let key: _RSA.Signing.PrivateKey

    /// About as long as what the merchant signs for a cancel.
    private static let message = [UInt8](repeating: 0x2A, count: 300)
    /// How many signatures are made between two looks at the clock.
    private static let stride = 16

    init(configuration: URL) throws {
        let path = try MerchantFile(configuration).privateKeyPath
        key = try _RSA.Signing.PrivateKey(
            pemRepresentation: String(contentsOfFile: path, encoding: .utf8))
    }

    /// How long one signature takes on one core.
    func time(within seconds: Double) throws -> Double {
        let start = Clocks.wall
        let count = try sign(until: start + seconds)
        return (Clocks.wall - start) / Double(count)
    }

    /// How many signatures a second all cores make.
    func rateOfAllCores(within seconds: Double) throws -> Double {
        let start = Clocks.wall
        let outcome = Mutex<(count: Int, failure: (any Error)?)>((0, nil))
        DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) {
            _ in
            let result = Result { try sign(until: start + seconds) }
            outcome.withLock { outcome in
                switch result {
                case .success(let count): outcome.count += count
                case .failure(let error): outcome.failure = error
                }
            }
        }
        let elapsed = Clocks.wall - start
        let (count, failure) = outcome.withLock { $0 }
        if let failure { throw failure }
        return Double(count) / elapsed
    }

    private func sign(until end: Double) throws -> Int {
        var count = 0
        while Clocks.wall < end {
            for _ in 0..<Self.stride {
                Optimizer.consume(
                    try key.signature(
                        for: Optimizer.hidden(Self.message), padding: .insecurePKCS1v1_5))
            }
            count += Self.stride
        }
        return count
    }
}
