import Foundation
import OrderEngineTesting
import Trials

/// Flips bits of an export and has the documented program check it.
struct ExportFlips {
    let story: SealedStory
    let seed: UInt64

    /// Says of each file whether the program notices the flip, whether it changes the history, and
    /// whether the checkpoint is still the one that was published.
    private static let program = """
        import contextlib, io, json, runpy, sys
        def load(path):
            with open(path, encoding="utf-8", newline="\\n") as f:
                return list(map(json.loads, f))
        checker, original, *files = sys.argv[1:]
        whole = load(original)
        for path in files:
            sys.argv = [checker, path]
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    runpy.run_path(checker, run_name="__main__")
                noticed = False
            except SystemExit as end:
                noticed = bool(end.code)
            except Exception:
                noticed = True
            if noticed:
                print("noticed")
                continue
            altered = load(path)
            names = ("subject", "records", "head", "phase")
            said = lambda r: {n: v for n, v in r.items() if n != "inclusion" and n in whole[1]}
            same = list(map(said, altered[1:])) == list(map(said, whole[1:])) and all(
                altered[0].get(n) == whole[0][n] for n in names)
            if altered[0].get("checkpoint") != whole[0]["checkpoint"]:
                print("another checkpoint")
            else:
                print("harmless" if same else "missed")
        """

    private static let checker = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/reference/check_export.py")

    func run(_ flips: Int, _ report: inout TrialReport) throws {
        let scratch = try Scratch()
        let original = "\(scratch.path)/original"
        try Data(story.export.utf8).write(to: URL(filePath: original))
        let bytes = Array(story.export.utf8)
        let files = try (0..<flips).map { flip in
            let random = SeededRandom(seed: seed &+ 77 &+ UInt64(flip) &* 0x9E37_79B9_7F4A_7C15)
            let file = "\(scratch.path)/\(flip)"
            try Data(BitFlip(bytes, random).bytes).write(to: URL(filePath: file))
            return file
        }
        let said = try Self.python([original, original] + files)
        guard said.count == flips + 1, said.first == "harmless" else {
            report.fail("the checker said \(said.prefix(2))", repro: report.command)
            return
        }
        for verdict in ["noticed", "another checkpoint", "harmless"] {
            let count = said.dropFirst().count { $0 == verdict }
            report.count("flips of an export: \(verdict)", count)
        }
        let missed = said.dropFirst().enumerated().filter { $0.element == "missed" }
        for (flip, _) in missed {
            report.fail("flip \(flip) of an export is not noticed", repro: report.command)
        }
    }

    private static func python(_ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["python3", "-c", program, checker.path(percentEncoded: false)] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
