import OrderEngine
import OrderLifecycle
import StrictJSON

/// An object of the merchant's JSON with the place where it stands, so that every problem can say
/// where it is.
///
/// A member that breaks a rule is noted, and then read as if it were absent: one reading finds all
/// that is wrong. Lengths are counted in UTF-16 units, the most cautious way to count.
struct MerchantObject {
    let value: JSONValue
    let pointer: String
    let problems: ProblemLog

    /// Notes a problem with a member.
    func note(_ name: String, _ explanation: String) {
        problems.note(
            RequestProblem(pointer: Self.pointer(pointer, name), explanation: explanation))
    }

    /// Whether the member is there; notes it where it is not.
    func requires(_ name: String) -> Bool {
        if value[name] != nil { return true }
        note(name, "is required")
        return false
    }

    /// The member, unless it is absent, or null, which is noted already.
    private func member(_ name: String) -> JSONValue? {
        value[name].flatMap { $0 == .null ? nil : $0 }
    }

    /// The member's text, if there is one.
    func text(_ name: String, _ length: ClosedRange<Int>) -> String? {
        guard let member = member(name) else { return nil }
        guard let text = member.text else {
            note(name, "must be a text")
            return nil
        }
        let units = text.utf16.count
        guard length.contains(units) else {
            note(
                name,
                units == 0
                    ? "is empty; leave it out instead"
                    : "has \(units) UTF-16 units, at most \(length.upperBound) are allowed")
            return nil
        }
        return text
    }

    /// The member's text, which must be there.
    func requiredText(_ name: String, _ length: ClosedRange<Int>) -> String? {
        requires(name) ? text(name, length) : nil
    }

    /// The member's number, if there is one.
    func number(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        guard let member = member(name) else { return nil }
        guard case .number(let lexeme) = member, let number = JSONValue.wholeNumber(lexeme) else {
            note(name, "must be a whole number without quotation marks, point or exponent")
            return nil
        }
        guard range.contains(number) else {
            note(name, "must lie in \(range.lowerBound)…\(range.upperBound)")
            return nil
        }
        return number
    }

    /// The member's amount in fen, if there is one.
    func amount(_ name: String, atLeast minimum: Int64 = 0) -> Int64? {
        number(name, minimum...Amount.maximum)
    }

    /// The member's flag, if there is one.
    func flag(_ name: String) -> Bool? {
        guard let member = member(name) else { return nil }
        guard case .bool(let flag) = member else {
            note(name, "must be true or false")
            return nil
        }
        return flag
    }

    /// The member's object, if there is one.
    func object(_ name: String) -> MerchantObject? {
        guard let member = member(name) else { return nil }
        guard case .object = member else {
            note(name, "must be an object")
            return nil
        }
        return MerchantObject(
            value: member, pointer: Self.pointer(pointer, name), problems: problems)
    }

    /// The member's list of objects, if there is one; without the elements that are none.
    func objects(_ name: String, _ count: ClosedRange<Int>) -> [MerchantObject]? {
        guard let member = member(name) else { return nil }
        guard case .array(let elements) = member else {
            note(name, "must be a list")
            return nil
        }
        guard count.contains(elements.count) else {
            note(
                name,
                "has \(elements.count) entries, \(count.lowerBound) to \(count.upperBound) "
                    + "are allowed")
            return nil
        }
        var objects: [MerchantObject] = []
        for (index, element) in elements.enumerated() {
            let place = "\(Self.pointer(pointer, name))/\(index)"
            switch element {
            case .object:
                objects.append(MerchantObject(value: element, pointer: place, problems: problems))
            case .null: break
            case .bool, .number, .string, .array:
                problems.note(RequestProblem(pointer: place, explanation: "must be an object"))
            }
        }
        return objects
    }

    /// The pointer to a member (RFC 6901).
    static func pointer(_ parent: String, _ name: String) -> String {
        let escaped = name.utf8.reduce(into: [UInt8]()) { bytes, byte in
            switch byte {
            case UInt8(ascii: "~"): bytes += Array("~0".utf8)
            case UInt8(ascii: "/"): bytes += Array("~1".utf8)
            default: bytes.append(byte)
            }
        }
        return parent + "/" + String(decoding: escaped, as: UTF8.self)
    }
}
