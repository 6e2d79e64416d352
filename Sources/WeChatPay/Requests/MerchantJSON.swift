import OrderEngine
import OrderLifecycle
import StrictJSON

/// The merchant's own JSON of a create or a complete, checked as far as every call demands.
enum MerchantJSON {
    /// Reads the JSON: one object, no null, no character of four bytes.
    ///
    /// - Throws: `RequestProblem` with an empty pointer where the text is no JSON object.
    static func read(_ json: [UInt8]) throws(RequestProblem) -> MerchantObject {
        let value: JSONValue
        do {
            value = try JSONValue.read(json, limit: WeChatPayLimits.requestBytes)
        } catch {
            throw RequestProblem(pointer: "", explanation: error.description)
        }
        guard case .object = value else {
            throw RequestProblem(pointer: "", explanation: "the JSON is not an object")
        }
        try check(value, at: "")
        return MerchantObject(value: value, pointer: "")
    }

    /// Goes through everything, unknown members included.
    private static func check(_ value: JSONValue, at pointer: String) throws(RequestProblem) {
        switch value {
        case .null:
            throw RequestProblem(
                pointer: pointer, explanation: "is null; leave it out instead")
        case .bool, .number: break
        case .string(let text): try check(text, at: pointer)
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                try check(element, at: "\(pointer)/\(index)")
            }
        case .object(let members):
            for member in members {
                let place = MerchantObject.pointer(pointer, member.name)
                try check(member.name, at: place)
                try check(member.value, at: place)
            }
        }
    }

    private static func check(_ text: String, at pointer: String) throws(RequestProblem) {
        if text.utf8.contains(where: { $0 >= 0xF0 }) {
            throw RequestProblem(
                pointer: pointer,
                explanation: "has a character of four bytes in UTF-8; "
                    + "WeChat accepts characters of one to three bytes only")
        }
    }
}
