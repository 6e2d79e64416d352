import OrderLifecycle

extension String {
    /// JSON with everything invisible written as an escape; outside of texts, JSON has nothing of
    /// the kind on one line.
    var escapingInvisible: String {
        guard unicodeScalars.contains(where: \.isInvisible) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            if scalar.isInvisible {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += #"\u"# + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
