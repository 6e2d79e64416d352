import ArgumentParser
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Makes and checks proofs about checkpoints.
struct ProveCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove that a checkpoint seals a record, or only added to an older checkpoint.",
        discussion: """
            payscore prove --record N --checkpoint FILE
            payscore prove --from OLD --to NEW

            With --check FILE, the proof in that file is checked instead of made, with the \
            checkpoints alone: no journal is needed.

            Exit code: 0 it is proven, 15 it is not.
            """)

    @Option(
        help: ArgumentHelp("The record's sequence number.", valueName: "n"),
        transform: WholeNumber.read)
    var record: Int64?

    @Option(help: ArgumentHelp("The checkpoint that seals the record.", valueName: "file"))
    var checkpoint: String?

    @Option(help: ArgumentHelp("The older checkpoint.", valueName: "file"))
    var from: String?

    @Option(help: ArgumentHelp("The newer checkpoint.", valueName: "file"))
    var to: String?

    @Option(help: ArgumentHelp("A proof to be checked.", valueName: "file"))
    var check: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

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
