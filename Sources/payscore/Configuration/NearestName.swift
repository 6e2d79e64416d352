/// Returns the known name that a mistyped one is nearest to, if one is near.
func nearestName(to name: String, among known: some Collection<String>) -> String? {
    let best = known.map { ($0, editDistance(name, $0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
    guard let (nearest, distance) = best, distance <= max(2, name.utf8.count / 2) else {
        return nil
    }
    return nearest
}

/// The fewest insertions, deletions and substitutions that turn one text into the other.
private func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8.prefix(128))
    let right = Array(right.utf8.prefix(128))
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let substituted = diagonal + (a == b ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
        }
    }
    return row[right.count]
}
