import OrderEngineJSON
import OrderJournal

/// A proof of one of the two kinds, as `payscore prove` writes it.
enum WrittenProof: Sendable {
    case inclusion(InclusionProof)
    case consistency(ConsistencyProof)

    /// Reads a proof from a file.
    ///
    /// - Throws: ``Failure``: `proof_unreadable`, or what ``InputFile`` throws.
    static func read(_ path: String) throws(Failure) -> WrittenProof {
        let bytes = try InputFile.read(path, limit: InputFile.noteLimit)
        if let text = String(validating: bytes, as: UTF8.self) {
            if let proof = InclusionProof(text: text) { return .inclusion(proof) }
            if let proof = ConsistencyProof(text: text) { return .consistency(proof) }
        }
        throw Failure(
            .badInput, "proof_unreadable",
            "\(path): this is no proof as `payscore prove` writes it")
    }

    var text: String {
        switch self {
        case .inclusion(let proof): proof.text
        case .consistency(let proof): proof.text
        }
    }

    /// What it proves, where it holds.
    var statement: String {
        switch self {
        case .inclusion(let proof):
            told(
                "record \(proof.sequence), whose hash is \(proof.recordHash.hex), is one of the "
                    + "\(proof.size) that are sealed",
                zh: "哈希为 \(proof.recordHash.hex) 的记录 \(proof.sequence)，是已封存的 "
                    + "\(proof.size) 条之一")
        case .consistency(let proof):
            told(
                "the first \(proof.oldSize) of the \(proof.newSize) sealed records are those that "
                    + "the older checkpoint seals",
                zh: "已封存的 \(proof.newSize) 条记录中，前 \(proof.oldSize) 条正是较早的检查点所封存的")
        }
    }

    /// What programs are told of it.
    func form(_ verdict: ProofJSON.Verdict) -> ProofJSON {
        switch self {
        case .inclusion(let proof): ProofJSON(proof, verdict)
        case .consistency(let proof): ProofJSON(proof, verdict)
        }
    }
}
