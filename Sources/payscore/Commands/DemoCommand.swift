import ArgumentParser
import Foundation
import OrderLifecycle
import Sandbox
import StrictJSON
import UnixSignals

/// Shows everything at once.
struct DemoCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: told(
            "Show it all in a few seconds: real signed HTTP, a real journal, an imitated WeChat.",
            zh: "几秒钟演示全部功能：真实的签名与 HTTP，真实的审计账本，模拟的微信。"))

    @Option(
        help: ArgumentHelp(
            told(
                "Play in this directory, which must not exist yet, and leave it for a look.",
                zh: "在这个目录里演示，并保留下来供查看；目录必须尚不存在。"),
            valueName: "path"),
        completion: .directory)
    var keep: String?

    @Flag(
        help: ArgumentHelp(
            told(
                "Then serve the journal for a look, until Ctrl-C: prints the address of the "
                    + "console, and two tokens.",
                zh: "演示后启动服务供查看，按 Ctrl-C 结束：打印控制台的地址和两个令牌。")))
    var serve = false

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let directory = try Self.directory(keep)
        let stop = await UnixSignalsSequence(trapping: UnixSignal.stopping)
        let outcome = await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await play(in: directory, output) }
            group.addTask { .stopped(await stop.first()) }
            let first = await group.next() ?? .stopped(nil)
            group.cancelAll()
            return first
        }
        let end = await end(of: outcome, output)
        if keep == nil { Self.remove(directory) }
        switch end {
        case .played: return .ok
        case .failed(let failure): throw failure
        case .stopped(let signal):
            signal?.endProcess()
            return .inputOutput
        }
    }

    /// Removes the directory, again if a call that was under way has made a file meanwhile.
    private static func remove(_ directory: URL) {
        for _ in 0..<100 where FileManager.default.fileExists(atPath: directory.path) {
            try? FileManager.default.removeItem(at: directory)
        }
    }

    private enum Outcome: Sendable {
        case played(DemoStage)
        case failed(Failure)
        case stopped(UnixSignal?)
    }

    private func play(in directory: URL, _ output: Output) async -> Outcome {
        do {
            let start = ContinuousClock.now
            let stage = try await DemoStage.open(in: directory, caller: try global.caller())
            var demonstration = try Demonstration(stage: stage, output: output)
            if output.format == .text {
                let address = stage.sandbox.baseURL.absoluteString
                try output.lines([
                    told(
                        "A sandbox that imitates WeChat Pay Score listens on \(address, .accent)",
                        zh: "模拟微信支付分的沙箱在 \(address, .accent) 监听")
                ])
            }
            try await demonstration.play()
            let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
            try close(demonstration, Int64(milliseconds), directory, output)
            if serve { try await demonstration.leave(OutOrderNumber(DemoService.asked)) }
            return .played(stage)
        } catch {
            return .failed(Failure(error))
        }
    }

    /// Serves what was played, if that is wanted, and takes the stage down.
    private func end(of outcome: Outcome, _ output: Output) async -> Outcome {
        guard case .played(let stage) = outcome else { return outcome }
        do {
            if serve { try await DemoService(stage, output).run() }
            try await stage.close()
            return outcome
        } catch {
            return .failed(Failure(error))
        }
    }

    private func close(
        _ demonstration: Demonstration, _ milliseconds: Int64, _ directory: URL,
        _ output: Output
    ) throws(Failure) {
        let json: JSONValue = [
            "steps": .array(demonstration.steps), "milliseconds": .number(milliseconds),
            "kept_in": .text(keep.map { _ in directory.path }),
        ]
        try output.answer(json) {
            let tenths = milliseconds / 100
            let (count, time) = (demonstration.steps.count, "\(tenths / 10).\(tenths % 10)")
            var lines: [StyledText] = [
                "",
                told(
                    "\("DONE", .good)  all \(count) steps went as expected, in \(time) s",
                    zh: "\("完成", .good)  全部 \(count) 步都与预期相符，用时 \(time) 秒"),
            ]
            if keep != nil {
                let file = directory.path + "/payscore.json"
                lines.append(
                    told(
                        "look around: payscore history DEMO-CHARGED --config \(file)",
                        zh: "四处看看：payscore history DEMO-CHARGED --config \(file)"))
            }
            return lines
        }
    }

    private static func directory(_ kept: String?) throws(Failure) -> URL {
        if let kept {
            try make(kept)
            return URL(fileURLWithPath: kept, isDirectory: true)
        }
        var template = Array(
            (FileManager.default.temporaryDirectory.path + "/payscore-demo-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(
                .inputOutput, "directory_not_made",
                "no temporary directory can be made: \(String(cString: strerror(errno)))")
        }
        let bytes = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return URL(fileURLWithPath: String(decoding: bytes, as: UTF8.self), isDirectory: true)
    }

    /// Makes the directory that is kept, and those above it; where anything stands, nothing plays.
    private static func make(_ kept: String) throws(Failure) {
        let isName = !kept.isEmpty && !kept.utf8.contains(0)
        let above = URL(fileURLWithPath: kept, isDirectory: true).deletingLastPathComponent()
        if isName {
            try? FileManager.default.createDirectory(at: above, withIntermediateDirectories: true)
        }
        guard isName, mkdir(kept, 0o700) == 0 else {
            guard isName, errno != EEXIST else {
                throw Failure(
                    .badInput, "directory_exists", "\(kept): --keep needs a directory of its own")
            }
            throw Failure(
                .inputOutput, "directory_not_made",
                "\(kept): \(String(cString: strerror(errno)))")
        }
    }
}
