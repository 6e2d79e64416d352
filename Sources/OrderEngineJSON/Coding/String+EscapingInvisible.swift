import OrderLifecycle

extension String {
    /// JSON with everything invisible written as an escape; outside of texts, JSON has nothing of
    /// the kind on one line.
    var escapingInvisible: String {
        // Most answers are ASCII alone, which their bytes tell faster than their characters.
        guard !utf8.allSatisfy({ (0x20..<0x7F).contains($0) }),
            unicodeScalars.contains(where: \.needsEscape)
        else { return self }
        var text = ""
        for scalar in unicodeScalars {
            if scalar.needsEscape {
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

extension Unicode.Scalar {
    /// Whether it is invisible; of what ASCII can show, which is most of an answer, its properties
    /// are not asked for: that took two thirds of a decision over HTTP (benchmark row 16).
    fileprivate var needsEscape: Bool { !(0x20..<0x7F).contains(value) && isInvisible }
}
