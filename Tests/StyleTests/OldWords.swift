/// Words that this project has given up for the field's own; docs/concepts/glossary.md has those.
///
/// One word has one meaning. A name that comes back would be a second one for the same thing.
enum OldWords {
    /// Names of types and members, codes, columns and keys; refused as whole words, letter for
    /// letter.
    ///
    /// They are put together here, so that this file does not say them itself.
    static let identifiers = Set(
        [
            "OrderS tanding", "Uncl arity", "Standi ngText", "standingR evision",
            "standing_ revision", "supportsS tanding", "unclea rState", "unclea r_state",
            "unclear _because", "unclear Because", "Attemp tTerms", "attemp tTerms",
            "Attemp tSight", "read View", "most Looks", "most Drift", "ViewF inding",
            "ViewR eport", "Vie wAge", "View Time", "View Pair", "Provid erView", "vie wAge",
            "view Time", "view edAt", "view ed_at", "viewT ooOld", "view_t oo_old",
            "view_co nfirmed", "view_c leared", "view_u nclear", "view_ stale",
            "view_cont radiction", "view_age _seconds", "Snapsho tReading", "OrderR eading",
            "BrakeL imits", "BrakeR eading", "BrakeG uard", "Brak eRows", "brakeE ngaged",
            "brakeR eleased", "brake_ engaged", "brake_r eleased", "brake_ differs",
            "brakeD iffers", "payscor e_brake", "is_en gaged", "isEn gaged", "CancelC learance",
            "Cancel Hazard", "Cance lGuard", "Cancel Policy", "CancelD ecision",
            "CancelS ituation", "Cancel Notice", "Permi tTerms",
            "MerchantO bjection", "Decisi onEntry", "Permi tEntry", "Inten tEntry",
            "Deferr alEntry", "Resumpt ionEntry", "Order Turns", "inT urn", "Journal Reading",
            "Journal Writing", "Databas eJournal", "Subjec tShares", "Subjec tTotals",
            "Orde rWalk", "Tree Walk", "Neighbour ingReaders",
            "offTheTa skThreads", "Fron tDoor", "Reque stGate", "Cance lForm",
            "Attem ptForm", "isReh earsal",
        ].map { $0.replacing(" ", with: "") })

    /// Words that no code, comment or page says, whatever the case of their letters.
    static let words = Set(
        [
            "br ake", "br akes", "stand ing", "stand ings", "cloud ed", "sight ing",
            "sight ings", "err and", "err ands", "object ion", "object ions",
        ].map { $0.replacing(" ", with: "") })

    /// Chinese words for which there is another one.
    static let chinese = ["检 验"].map { $0.replacing(" ", with: "") }

    /// Old names that are ordinary words: refused where a type of that name is declared.
    static let types: Set<String> = [
        "Operation", "Channel", "Record", "Doubt", "View", "Look", "Mark", "Entry", "Need",
        "Books", "Workplace", "Alongside", "Inheritance",
    ]

    /// Finds old words in a file.
    static func findings(in file: ProjectFile) -> [Finding] {
        guard !isLeftAlone(file.path) else { return [] }
        return file.lines.enumerated().flatMap { offset, line in
            let found = line.split {
                !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_")
            }.map(String.init).filter {
                identifiers.contains($0) || words.contains($0.lowercased())
            }
            return (found + chinese.filter { line.contains($0) })
                .map { Finding(file, line: offset + 1, "\($0) is an old word") }
        }
    }

    /// Finds declarations of types with an old name that is an ordinary word.
    static func oldTypes(in file: ProjectFile) -> [Finding] {
        let keywords = ["struct", "class", "enum", "protocol", "actor", "typealias"]
        return file.codeLines.enumerated().compactMap { offset, line in
            guard !line.hasPrefix(" ") else { return nil }
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            let named = zip(words, words.dropFirst()).first { keywords.contains($0.0) }
            guard let name = named?.1, types.contains(name) else { return nil }
            return Finding(file, line: offset + 1, "\(name) is an old name")
        }
    }

    /// Inputs of the fuzzer are bytes that once were; results are what was once measured.
    private static func isLeftAlone(_ path: String) -> Bool {
        path == "LICENSE"
            || ["Fuzz/Corpora/", "Fuzz/Regressions/", "Benchmarks/results/"]
                .contains { path.hasPrefix($0) }
    }
}
