import OrderEngine

/// One run of an import: batch after batch, the next one read while the last one commits.
struct ImportRun {
    /// The most bad lines that are named; the others are counted.
    static let namedLimit = 100

    /// Takes a batch of orders over.
    typealias Commit = @Sendable ([ImportedOrder]) async throws -> ImportReport

    private var batches: ImportBatches
    private let size: Int?
    private let output: Output
    private var form: ImportOutput

    init(_ input: OpenInput, batches: ImportBatches, output: Output) {
        size = input.size
        form = ImportOutput(source: input.name)
        self.batches = batches
        self.output = output
    }

    /// Reads and judges every line, and writes nothing.
    mutating func dryRun() throws(Failure) -> ImportOutput {
        while let batch = try batches.next() {
            form.indeterminate += batch.indeterminate
            note(batch)
        }
        return ended()
    }

    /// Takes over what the lines say.
    mutating func perform(_ commit: @escaping Commit) async throws -> ImportOutput {
        var report = ImportReport()
        var next = try batches.next()
        while let batch = next {
            async let committed = commit(batch.orders)
            let following = Result { () throws(Failure) in try batches.next() }
            report.add(try await committed)
            note(batch)
            next = try following.get()
        }
        form.report = report
        return ended()
    }

    private mutating func note(_ batch: ImportBatch) {
        for bad in batch.badLines {
            form.badLines += 1
            guard form.badLines <= Self.namedLimit else { continue }
            output.report(bad.failure.inLine(bad.number, of: form.source))
        }
        form.lines += batch.lines
        output.progress(
            ImportProgress(lines: form.lines, bytesRead: batch.bytesRead, size: size).text)
    }

    private func ended() -> ImportOutput {
        output.progress("", isOver: true)
        let unnamed = form.badLines - Self.namedLimit
        if unnamed > 0, output.format == .text {
            let count = counted(unnamed, "bad line", "bad lines", zh: "个无效行")
            output.note(told("… and \(count) more", zh: "……还有 \(count)"))
        }
        return form
    }
}
