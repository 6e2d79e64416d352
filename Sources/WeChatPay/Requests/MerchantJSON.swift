import OrderEngine
import OrderLifecycle
import StrictJSON

/// The merchant's own JSON of a call, checked for what every call demands.
enum MerchantJSON {
    /// Reads the JSON: one object, no null, no character of four bytes.
    ///
    /// - Throws: `RequestProblems` with an empty pointer where the text is no JSON object; all else
    ///   is noted with the object.
    static func read(_ json: [UInt8]) throws(RequestProblems) -> MerchantObject {
        let value: JSONValue
        do {
            value = try JSONValue.read(json, limit: WeChatPayLimits.requestBytes)
        } catch {
            throw RequestProblems(pointer: "", explanation: error.description)
        }
        guard case .object = value else {
            throw RequestProblems(pointer: "", explanation: "the JSON is not an object")
        }
        let problems = ProblemLog()
        check(value, at: "", problems)
        return MerchantObject(value: value, pointer: "", problems: problems)
    }

    /// Goes through everything, unknown members included.
    private static func check(_ value: JSONValue, at pointer: String, _ problems: ProblemLog) {
        switch value {
        case .null:
            problems.note(
                RequestProblem(pointer: pointer, explanation: "is null; leave it out instead"))
        case .bool, .number: break
        case .string(let text): check(text, at: pointer, problems)
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                check(element, at: "\(pointer)/\(index)", problems)
            }
        case .object(let members):
            for member in members {
                let place = MerchantObject.pointer(pointer, member.name)
                check(member.name, at: place, problems)
                check(member.value, at: place, problems)
            }
        }
    }

    private static func check(_ text: String, at pointer: String, _ problems: ProblemLog) {
        guard text.utf8.contains(where: { $0 >= 0xF0 }) else { return }
        problems.note(
            RequestProblem(
                pointer: pointer,
                explanation: "has a character of four bytes in UTF-8; "
                    + "WeChat accepts characters of one to three bytes only"))
    }
}
