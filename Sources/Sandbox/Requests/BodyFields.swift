import StrictJSON

/// The members of one object in a request body, read by the rules that WeChat prints for them.
///
/// Lengths count characters, each Chinese character, letter or digit as one. Members that WeChat
/// does not know are passed over.
struct BodyFields {
    private let value: JSONValue
    /// Where this object stands in the body, as a JSON pointer.
    private let pointer: String

    /// Reads a whole request body.
    init(body: [UInt8]) throws(SandboxRefusal) {
        let value: JSONValue
        do {
            value = try JSONValue.read(body)
        } catch {
            throw .parameter("", Self.issue(of: error))
        }
        if let pointer = Self.unacceptable(in: value, at: "") {
            throw .parameter(pointer, "不能为null,且只支持1至3字节的UTF-8字符")
        }
        try self.init(value, at: "")
    }

    private init(_ value: JSONValue, at pointer: String) throws(SandboxRefusal) {
        guard case .object = value else { throw .parameter(pointer, "应为JSON对象") }
        self.value = value
        self.pointer = pointer
    }

    /// Tells whether the object has a member of this name.
    func has(_ name: String) -> Bool { value[name] != nil }

    /// The JSON pointer of a member.
    func place(of name: String) -> String { "\(pointer)/\(name)" }

    /// A text of 1 to `limit` characters; `nil` if there is none.
    func text(_ name: String, upTo limit: Int) throws(SandboxRefusal) -> String? {
        guard let value = value[name] else { return nil }
        guard case .string(let text) = value else { throw .parameter(place(of: name), "应为字符串") }
        let length = text.unicodeScalars.count
        guard length >= 1, length <= limit else {
            throw .parameter(place(of: name), "字符数\(length),应为1至\(limit)")
        }
        return text
    }

    /// A text that must be there.
    func requiredText(_ name: String, upTo limit: Int) throws(SandboxRefusal) -> String {
        guard let text = try text(name, upTo: limit) else {
            throw .parameter(place(of: name), "必填")
        }
        return text
    }

    /// A whole number of at least `least`; `nil` if there is none.
    func number(_ name: String, atLeast least: Int = 0) throws(SandboxRefusal) -> Int? {
        guard let value = value[name] else { return nil }
        guard let number = value.wholeNumber.map(Int.init), number >= least else {
            throw .parameter(place(of: name), "应为不小于\(least)的整数")
        }
        return number
    }

    /// A whole number that must be there.
    func requiredNumber(_ name: String, atLeast least: Int = 0) throws(SandboxRefusal) -> Int {
        guard let number = try number(name, atLeast: least) else {
            throw .parameter(place(of: name), "必填")
        }
        return number
    }

    /// `true` or `false`; `nil` if there is neither.
    func flag(_ name: String) throws(SandboxRefusal) -> Bool? {
        guard let value = value[name] else { return nil }
        guard case .bool(let flag) = value else { throw .parameter(place(of: name), "应为布尔值") }
        return flag
    }

    /// An object; `nil` if there is none.
    func object(_ name: String) throws(SandboxRefusal) -> BodyFields? {
        guard let value = value[name] else { return nil }
        return try BodyFields(value, at: place(of: name))
    }

    /// A list of at most `limit` objects; `nil` if there is none.
    func list(_ name: String, upTo limit: Int) throws(SandboxRefusal) -> [BodyFields]? {
        guard let value = value[name] else { return nil }
        guard case .array(let elements) = value, elements.count <= limit else {
            throw .parameter(place(of: name), "应为不超过\(limit)项的数组")
        }
        var objects: [BodyFields] = []
        for (index, element) in elements.enumerated() {
            objects.append(try BodyFields(element, at: "\(place(of: name))/\(index)"))
        }
        return objects
    }

    private static func issue(of problem: JSONProblem) -> String {
        switch problem.kind {
        case .invalidUTF8: "不是UTF-8"
        case .tooDeep: "嵌套过深"
        case .duplicateName: "含有重复的字段"
        case .tooLarge, .byteOrderMark, .ended, .unexpected, .surplus, .controlCharacter,
            .badEscape, .loneSurrogate, .badNumber:
            "不是合法的JSON"
        }
    }

    /// Finds the first `null`, and the first character of four bytes, neither of which the
    /// interface rules admit.
    private static func unacceptable(in value: JSONValue, at pointer: String) -> String? {
        switch value {
        case .null:
            return pointer
        case .bool, .number:
            return nil
        case .string(let text):
            return text.unicodeScalars.allSatisfy { $0.value <= 0xFFFF } ? nil : pointer
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let found = unacceptable(in: element, at: "\(pointer)/\(index)") { return found }
            }
            return nil
        case .object(let members):
            for member in members {
                let place = "\(pointer)/\(member.name)"
                if let found = unacceptable(in: member.value, at: place) { return found }
            }
            return nil
        }
    }
}
