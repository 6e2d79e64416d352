import StrictJSON

/// Compares JSON with a schema of the document: each member is named there, none that is required
/// is missing, and each has the type that is told.
///
/// It knows the words of JSON Schema that the document uses.
struct SchemaCheck {
    let document: JSONValue

    /// What is wrong with a value, each with its place.
    func problems(of value: JSONValue, in schema: JSONValue, at place: String = "") -> [String] {
        let whole = merged(schema)
        if case .array(let choices)? = whole["anyOf"] {
            let tried = choices.map { problems(of: value, in: $0, at: place) }
            return tried.contains([]) ? [] : tried.first ?? ["\(place): no choice"]
        }
        if let constant = whole["const"] {
            return constant == value ? [] : ["\(place): is not \(constant)"]
        }
        if case .array(let known)? = whole["enum"], !known.contains(value) {
            return ["\(place): is none of \(known)"]
        }
        let types = types(of: whole)
        guard types.isEmpty || types.contains(type(of: value)) else {
            return ["\(place): is \(type(of: value)), not \(types)"]
        }
        switch value {
        case .object(let members): return problems(of: members, in: whole, at: place)
        case .array(let elements):
            return elements.enumerated().flatMap { index, element in
                problems(of: element, in: whole["items"] ?? [:], at: "\(place)/\(index)")
            }
        case .null, .bool, .number, .string: return []
        }
    }

    private func problems(
        of members: [JSONValue.Member], in schema: JSONValue, at place: String
    ) -> [String] {
        guard schema["properties"] != nil || schema["additionalProperties"] != nil else {
            return []
        }
        var problems: [String] = []
        for member in members {
            let there = "\(place)/\(member.name)"
            if let known = schema["properties"]?[member.name] {
                problems += self.problems(of: member.value, in: known, at: there)
            } else if let others = schema["additionalProperties"], others.members != nil {
                problems += self.problems(of: member.value, in: others, at: there)
            } else {
                problems.append("\(there): is not named")
            }
        }
        if case .array(let required)? = schema["required"] {
            for name in required.compactMap(\.text)
            where !members.contains(where: { $0.name == name }) {
                problems.append("\(place)/\(name): is missing")
            }
        }
        return problems
    }

    /// What a reference leads to, as `#/components/schemas/Order`.
    func resolved(_ value: JSONValue) -> JSONValue {
        guard let reference = value["$ref"]?.text else { return value }
        let parts = reference.split(separator: "/").dropFirst()
        return parts.reduce(document) { $0[String($1)] ?? .null }
    }

    /// The schema with all of its parts in one.
    private func merged(_ schema: JSONValue) -> JSONValue {
        let own = resolved(schema)
        guard case .array(let parts)? = own["allOf"] else { return own }
        var (properties, required): ([JSONValue.Member], [JSONValue]) = ([], [])
        for part in parts.map(merged) + [own.removing("allOf")] {
            properties += part["properties"]?.members ?? []
            if case .array(let names)? = part["required"] { required += names }
        }
        return ["type": "object", "properties": .object(properties), "required": .array(required)]
    }

    private func types(of schema: JSONValue) -> [String] {
        switch schema["type"] {
        case .array(let types): types.compactMap(\.text)
        case .string(let type): [type]
        default: []
        }
    }

    private func type(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .number: "integer"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
