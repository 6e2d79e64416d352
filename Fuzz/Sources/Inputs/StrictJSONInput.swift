import Foundation
import StrictJSON

@testable import WeChatPay

/// Whatever our reader accepts, Foundation's accepts too, and understands as the same value.
enum StrictJSONInput {
    static func check(
        _ bytes: [UInt8],
        reading read: ([UInt8]) throws(JSONProblem) -> JSONValue = {
            bytes throws(JSONProblem) in try JSONValue.read(bytes, limit: 65_536)
        }
    ) throws(Violation) {
        let value: JSONValue
        do throws(JSONProblem) { value = try read(bytes) } catch {
            let isWithin = (0...bytes.count).contains(error.offset)
            return try demand(isWithin, "a problem lies within the text: \(error)")
        }
        if value.isRepresentable {
            let other = try must("Foundation reads what we read") {
                try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            }
            try demand(value.agrees(with: other), "both readers understand the same: \(value)")
        }
        let canonical = value.canonical
        let again = try must("what is written can be read") {
            try JSONValue.read(canonical)
        }
        try demand(again == value.sorted, "what is written is read back: \(again)")
        try demand(again.canonical == canonical, "one value is always the same bytes")
    }
}

extension JSONValue {
    /// The value with the members of every object in the order in which they are written.
    var sorted: JSONValue {
        switch self {
        case .null, .bool, .number, .string: self
        case .array(let elements): .array(elements.map(\.sorted))
        case .object(let members):
            .object(
                members.sorted {
                    Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8))
                }
                .map { Member($0.name, $0.value.sorted) })
        }
    }

    /// Whether Foundation has a form for the value: it knows no number beyond a `Double`, takes two
    /// names for one where Unicode calls their spellings equivalent, and drops a byte-order mark
    /// with which a text, or what follows an escape in it, begins.
    var isRepresentable: Bool {
        switch self {
        case .null, .bool: true
        case .string(let text): !text.hasByteOrderMark
        case .number(let lexeme): Double(lexeme)?.isFinite ?? false
        case .array(let elements): elements.allSatisfy(\.isRepresentable)
        case .object(let members):
            Set(members.map(\.name)).count == members.count
                && members.allSatisfy { !$0.name.hasByteOrderMark && $0.value.isRepresentable }
        }
    }

    /// Whether Foundation's value is the same.
    func agrees(with other: Any) -> Bool {
        switch self {
        case .null: return other is NSNull
        case .bool(let flag): return other as? Bool == flag
        case .string(let text):
            return (other as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
        case .number(let lexeme):
            guard let number = other as? NSNumber, let mine = Double(lexeme) else { return false }
            if let whole = Int64(lexeme) { return number.int64Value == whole }
            // Foundation keeps what is long as a decimal number, and rounds when it turns that.
            return abs(number.doubleValue - mine) <= abs(mine) * 1e-13
        case .array(let elements):
            guard let others = other as? [Any], others.count == elements.count else { return false }
            return zip(elements, others).allSatisfy { $0.agrees(with: $1) }
        case .object(let members):
            guard let others = other as? [String: Any], others.count == members.count else {
                return false
            }
            return members.allSatisfy { member in
                others[member.name].map { member.value.agrees(with: $0) } ?? false
            }
        }
    }
}

extension String {
    fileprivate var hasByteOrderMark: Bool { unicodeScalars.contains("\u{FEFF}") }
}
