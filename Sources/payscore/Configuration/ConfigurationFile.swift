import StrictJSON

/// `payscore.json` as it was read: strictly, and once.
///
/// The bytes go through the same strict reader as WeChat's answers, because ordinary JSON readers
/// pass over duplicate names and byte-order marks and take `1` for `true`.
struct ConfigurationFile {
    /// Where it lies.
    let path: String
    /// What it says, with paths made absolute.
    let values: [ConfigurationKey: JSONValue]

    /// The most bytes that a configuration has.
    static let sizeLimit = 65_536

    /// Reads a file.
    ///
    /// - Throws: ``Failure`` naming the key, or the byte, that is wrong.
    static func read(_ path: String) throws(Failure) -> ConfigurationFile {
        let bytes: [UInt8]
        do throws(Failure) {
            bytes = try InputFile.read(
                path, limit: sizeLimit, allowsPipe: false, isTrusted: true)
        } catch {
            guard error.status == .badInput || error.status == .inputOutput else { throw error }
            throw Failure(.configuration, "configuration_\(error.code)", error.message)
        }
        let value: JSONValue
        do {
            value = try JSONValue.read(bytes, limit: sizeLimit)
        } catch {
            throw Failure(
                .configuration, "configuration_json_invalid", "\(path): \(error.description)")
        }
        guard case .object(let members) = value else {
            throw Failure(
                .configuration, "configuration_json_invalid", "\(path): an object is needed")
        }
        var reader = Reader(path: path)
        try reader.read(members, under: nil)
        return ConfigurationFile(path: path, values: reader.values)
    }

    /// Goes through the members and checks each against its form.
    private struct Reader {
        let path: String
        var values: [ConfigurationKey: JSONValue] = [:]

        mutating func read(
            _ members: [JSONValue.Member], under prefix: String?
        ) throws(Failure) {
            for member in members {
                // A name with a point in it would be taken for that of a member further in.
                guard !member.name.contains(".") else { throw unknown(member.name) }
                let name = prefix.map { "\($0).\(member.name)" } ?? member.name
                if ConfigurationKey.objects.contains(name) {
                    guard case .object(let inner) = member.value else {
                        throw wrong(name, "an object")
                    }
                    try read(inner, under: name)
                } else if let key = ConfigurationKey(rawValue: name) {
                    guard key.form.accepts(member.value) else {
                        throw wrong(name, key.form.description)
                    }
                    values[key] = key.form == .path ? absolute(member.value) : member.value
                } else {
                    throw unknown(name)
                }
            }
        }

        private func absolute(_ file: JSONValue) -> JSONValue {
            guard let relative = file.text, !relative.hasPrefix("/") else { return file }
            let slash = path.lastIndex(of: "/")
            return .string((slash.map { String(path[...$0]) } ?? "") + relative)
        }

        private func wrong(_ name: String, _ expected: String) -> Failure {
            Failure(
                .configuration, "configuration_value_invalid",
                "\(path): \(name) must be \(expected)")
        }

        private func unknown(_ name: String) -> Failure {
            let known = ConfigurationKey.allCases.map(\.rawValue) + ConfigurationKey.objects
            let hint = nearestName(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
            return Failure(
                .configuration, "configuration_key_unknown",
                "\(path): there is no key \(name.cut(toBytes: 100))\(hint)")
        }
    }
}
