/// A number with the noun that it counts: `1 order`, `1,200 orders`.
package func counted(_ count: some BinaryInteger, _ one: String, _ many: String) -> String {
    count == 1 ? "1 \(one)" : "\(Int(clamping: count).grouped) \(many)"
}

/// A number with what it counts, in the person's language: `2 orders`, `2 笔订单`.
package func counted(_ count: some BinaryInteger, _ one: String, _ many: String, zh: String)
    -> String
{
    told(counted(count, one, many), zh: "\(Int(clamping: count).grouped) \(zh)")
}

extension Int {
    /// The number with its thousands apart.
    package var grouped: String {
        let digits = String(magnitude)
        var text = self < 0 ? "-" : ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }
}
