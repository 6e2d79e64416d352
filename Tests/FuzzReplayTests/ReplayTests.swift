import Foundation
import Testing

/// Every input that the fuzzer has kept, once more, without the fuzzer.
struct ReplayTests {
    /// The package that the fuzzer lives in.
    private static let fuzz = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fuzz")

    @Test(arguments: FuzzTarget.allCases)
    func `what must hold holds for every input of the corpus`(target: FuzzTarget) throws {
        let inputs = try Self.inputs(of: target.rawValue, in: "Corpora")
        #expect(inputs.count >= 3, "Fuzz/Corpora/\(target.rawValue) is nearly empty")
        Self.replay(inputs, target.check)
    }

    @Test(arguments: FuzzTarget.allCases)
    func `what once went wrong goes well`(target: FuzzTarget) throws {
        Self.replay(try Self.inputs(of: target.rawValue, in: "Regressions"), target.check)
    }

    @Test(arguments: PlantedFault.allCases)
    func `a planted fault is found by the input that shows it`(fault: PlantedFault) throws {
        let inputs = try Self.inputs(of: fault.rawValue, in: "Corpora")
        #expect(!inputs.isEmpty, "Fuzz/Corpora/\(fault.rawValue) has no input")
        for (name, bytes) in inputs {
            #expect(throws: Violation.self, "\(name) does not show the fault") {
                try fault.check(bytes)
            }
        }
    }

    @Test func `every corpus belongs to a target`() throws {
        let known = Set(
            FuzzTarget.allCases.map(\.rawValue) + PlantedFault.allCases.map(\.rawValue))
        for folder in ["Corpora", "Regressions"] {
            for name in try Self.names(in: Self.fuzz.appending(path: folder)) {
                #expect(known.contains(name), "Fuzz/\(folder)/\(name) belongs to no target")
            }
        }
    }

    private static func replay(
        _ inputs: [(name: String, bytes: [UInt8])], _ check: ([UInt8]) throws(Violation) -> Void
    ) {
        for (name, bytes) in inputs {
            do throws(Violation) { try check(bytes) } catch {
                Issue.record("\(name): \(error)")
            }
        }
    }

    /// The inputs of a target, by name; a folder that is not there holds none.
    private static func inputs(
        of target: String, in folder: String
    ) throws -> [(name: String, bytes: [UInt8])] {
        let place = fuzz.appending(path: folder).appending(path: target)
        return try names(in: place).map { name in
            (
                "Fuzz/\(folder)/\(target)/\(name)",
                Array(try Data(contentsOf: place.appending(path: name)))
            )
        }
    }

    private static func names(in folder: URL) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) else {
            return []
        }
        return try FileManager.default
            .contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
    }
}
