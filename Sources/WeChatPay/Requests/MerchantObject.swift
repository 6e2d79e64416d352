import OrderEngine
import OrderLifecycle
import StrictJSON

/// An object of the merchant's JSON with the place where it stands, so that every problem can say
/// where it is.
///
/// Lengths are counted in UTF-16 units, the most cautious way to count.
struct MerchantObject {
    let value: JSONValue
    let pointer: String

    /// A problem with a member.
    func problem(_ name: String, _ explanation: String) -> RequestProblem {
        RequestProblem(pointer: Self.pointer(pointer, name), explanation: explanation)
    }

    /// The member's text, if there is one.
    func text(_ name: String, _ length: ClosedRange<Int>) throws(RequestProblem) -> String? {
        guard let member = value[name] else { return nil }
        guard let text = member.text else { throw problem(name, "must be a text") }
        let units = text.utf16.count
        guard length.contains(units) else {
            throw problem(
                name,
                units == 0
                    ? "is empty; leave it out instead"
                    : "has \(units) UTF-16 units, at most \(length.upperBound) are allowed")
        }
        return text
    }

    /// The member's text, which must be there.
    func requiredText(
        _ name: String, _ length: ClosedRange<Int>
    ) throws(RequestProblem) -> String {
        guard let text = try text(name, length) else { throw problem(name, "is required") }
        return text
    }

    /// The member's number, if there is one.
    func number(_ name: String, _ range: ClosedRange<Int64>) throws(RequestProblem) -> Int64? {
        guard let member = value[name] else { return nil }
        guard case .number(let lexeme) = member, let number = JSONValue.wholeNumber(lexeme) else {
            throw problem(
                name, "must be a whole number without quotation marks, point or exponent")
        }
        guard range.contains(number) else {
            throw problem(name, "must lie in \(range.lowerBound)…\(range.upperBound)")
        }
        return number
    }

    /// The member's amount in fen, if there is one.
    func amount(_ name: String, atLeast minimum: Int64 = 0) throws(RequestProblem) -> Int64? {
        try number(name, minimum...Amount.maximum)
    }

    /// The member's flag, if there is one.
    func flag(_ name: String) throws(RequestProblem) -> Bool? {
        guard let member = value[name] else { return nil }
        guard case .bool(let flag) = member else { throw problem(name, "must be true or false") }
        return flag
    }

    /// The member's object, if there is one.
    func object(_ name: String) throws(RequestProblem) -> MerchantObject? {
        guard let member = value[name] else { return nil }
        guard case .object = member else { throw problem(name, "must be an object") }
        return MerchantObject(value: member, pointer: Self.pointer(pointer, name))
    }

    /// The member's list of objects, if there is one.
    func objects(
        _ name: String, _ count: ClosedRange<Int>
    ) throws(RequestProblem) -> [MerchantObject]? {
        guard let member = value[name] else { return nil }
        guard case .array(let elements) = member else { throw problem(name, "must be a list") }
        guard count.contains(elements.count) else {
            throw problem(
                name,
                "has \(elements.count) entries, \(count.lowerBound) to \(count.upperBound) "
                    + "are allowed")
        }
        var objects: [MerchantObject] = []
        for (index, element) in elements.enumerated() {
            let place = "\(Self.pointer(pointer, name))/\(index)"
            guard case .object = element else {
                throw RequestProblem(pointer: place, explanation: "must be an object")
            }
            objects.append(MerchantObject(value: element, pointer: place))
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
