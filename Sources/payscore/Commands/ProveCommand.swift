import ArgumentParser
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Makes and checks proofs about checkpoints.
struct ProveCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: told(
            "Prove that a checkpoint seals a record, or only added to an older checkpoint.",
            zh: "证明检查点涵盖某条记录，或新检查点只是在旧检查点上追加。"),
        discussion: told(
            """
            payscore prove --record N --checkpoint FILE
            payscore prove --from OLD --to NEW

            With --check FILE, the proof in that file is checked instead of made, with the \
            checkpoints alone: no journal is needed.

            Exit code: 0 it is proven, 15 it is not.
            """,
            zh: """
                payscore prove --record N --checkpoint FILE
                payscore prove --from OLD --to NEW

                加上 --check FILE，则不生成证明，而是检查该文件里的证明；只需要检查点，不需要账本。

                退出码：0 得到证明，15 没有。
                """))

    @Option(
        help: ArgumentHelp(
            told("The record's sequence number.", zh: "记录在账本里的序号。"), valueName: "n"),
        transform: WholeNumber.read)
    var record: Int64?

    @Option(
        help: ArgumentHelp(
            told("The checkpoint that seals the record.", zh: "涵盖这条记录的检查点。"),
            valueName: "file"),
        completion: .file())
    var checkpoint: String?

    @Option(
        help: ArgumentHelp(
            told("The older checkpoint.", zh: "较旧的检查点。"), valueName: "file"),
        completion: .file())
    var from: String?

    @Option(
        help: ArgumentHelp(
            told("The newer checkpoint.", zh: "较新的检查点。"), valueName: "file"),
        completion: .file())
    var to: String?

    @Option(
        help: ArgumentHelp(
            told("A proof to be checked.", zh: "要检查的证明。"), valueName: "file"),
        completion: .file())
    var check: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        switch (record, checkpoint, from, to, check) {
        case (let record?, let checkpoint?, nil, nil, nil):
            let checkpoint = try PublishedCheckpoint.read(checkpoint)
            return try await made(output) { reader in
                .inclusion(
                    try JournalProver().inclusion(of: record, under: checkpoint, in: reader))
            }
        case (nil, nil, let old?, let new?, nil):
            let old = try PublishedCheckpoint.read(old)
            let new = try PublishedCheckpoint.read(new)
            return try await made(output) { reader in
                .consistency(try JournalProver().consistency(from: old, to: new, in: reader))
            }
        case (let record, let checkpoint?, nil, nil, let check?):
            let checkpoint = try PublishedCheckpoint.read(checkpoint)
            let proof = try WrittenProof.read(check)
            guard case .inclusion(let inclusion) = proof else { throw Self.otherKind(check) }
            let problem =
                record.map { $0 != inclusion.sequence } ?? false
                ? .recordOutside : inclusion.problem(under: checkpoint)
            return try checked(proof, problem, output)
        case (nil, nil, let old?, let new?, let check?):
            let old = try PublishedCheckpoint.read(old)
            let new = try PublishedCheckpoint.read(new)
            let proof = try WrittenProof.read(check)
            guard case .consistency(let consistency) = proof else { throw Self.otherKind(check) }
            return try checked(proof, consistency.problem(from: old, to: new), output)
        default:
            throw Failure.usage(
                "either --checkpoint with --record or --check, or --from and --to",
                zh: "请给出 --checkpoint 加 --record 或 --check，或给出 --from 和 --to。")
        }
    }

    private func made(
        _ output: Output,
        _ body: @escaping @Sendable (any JournalReader) throws -> WrittenProof
    ) async throws -> ExitStatus {
        try await CommandContext.with(.inspection, global, output) { context in
            let proof = try await context.journal.inspect(body)
            switch output.format {
            case .json: try output.line(proof.form(.unchecked))
            case .text: try output.raw(proof.text)
            }
            return .ok
        }
    }

    private func checked(
        _ proof: WrittenProof, _ problem: ProofProblem?, _ output: Output
    ) throws -> ExitStatus {
        let verdict: ProofJSON.Verdict = problem.map { .fails($0) } ?? .holds
        try output.answer(proof.form(verdict)) {
            if let problem {
                return ["\(told("NOT PROVEN", zh: "未能证明"), .bad)  \(problem.words)"]
            }
            return ["\(told("PROVEN", zh: "已证明"), .good)  \(proof.statement)"]
        }
        return problem == nil ? .ok : .unverified
    }

    private static func otherKind(_ path: String) -> Failure {
        .usage(
            "\(path): a proof of inclusion needs --checkpoint, one of consistency --from and --to",
            zh: "\(path)：包含证明须配 --checkpoint，一致性证明须配 --from 和 --to。")
    }
}
