import OrderLifecycle
import StrictJSON

extension Unicode.Scalar {
    /// How many columns of a terminal the scalar takes; Chinese characters take two.
    var columns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

extension String {
    /// How many columns of a terminal the text takes.
    var columns: Int {
        unicodeScalars.reduce(0) { $0 + $1.columns }
    }

    /// The text with no more than so many UTF-8 bytes, with an ellipsis where something is cut.
    func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var kept = ""
        var length = 0
        for scalar in unicodeScalars {
            length += scalar.utf8.count
            if length > limit - 3 { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept + "…"
    }
}

extension JSONValue {
    /// The value on one line; besides what JSON demands, everything invisible is escaped.
    var visible: String { text(escaping: \.isInvisible) }
}
