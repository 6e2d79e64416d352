import StrictJSON

extension JSONValue {
    /// The texts of every member `openid` of a body, however deep it stands, from the beginning on;
    /// none of what is no JSON.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - value: What was read of this very body, where it was read already.
    static func openIDs(in body: [UInt8], read value: JSONValue? = nil) -> [String] {
        // Few bodies name one, and reading all of them would cost each call and each answer.
        guard body.holds(member) else { return [] }
        return (value ?? (try? JSONValue.read(body, limit: body.count)))?.openIDs ?? []
    }

    private var openIDs: [String] {
        switch self {
        case .object(let members):
            members.flatMap { member in
                [member.name == "openid" ? member.value.text : nil].compactMap(\.self)
                    + member.value.openIDs
            }
        case .array(let values): values.flatMap(\.openIDs)
        case .null, .bool, .number, .string: []
        }
    }

    private static let member = Array(#""openid""#.utf8)
}
