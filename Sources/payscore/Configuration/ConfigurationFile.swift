import Configuration
import Foundation
import StrictJSON
import WeChatPay

/// `payscore.json` as it was read: strictly, and once.
///
/// The bytes go through the same strict reader as WeChat's answers, because ordinary JSON readers
/// pass over duplicate names and byte-order marks and take `1` for `true`.
struct ConfigurationFile {
    /// Where it lies.
    let path: String
    /// What it says, with paths made absolute.
    let values: [AbsoluteConfigKey: ConfigValue]

    /// The most bytes that a configuration has.
    static let sizeLimit = 65_536

    /// Reads a file.
    ///
    /// - Throws: ``Failure`` naming the key, or the byte, that is wrong.
    static func read(_ path: String) throws(Failure) -> ConfigurationFile {
        let bytes: [UInt8]
        do throws(Failure) {
            bytes = try InputFile.read(path, limit: sizeLimit, allowsPipe: false)
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
        var values: [AbsoluteConfigKey: ConfigValue] = [:]

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
                    let content = try content(of: member.value, for: key)
                    values[AbsoluteConfigKey(key.path)] = ConfigValue(content, isSecret: false)
                } else {
                    throw unknown(name)
                }
            }
        }

        private func content(
            of value: JSONValue, for key: ConfigurationKey
        ) throws(Failure) -> ConfigContent {
            switch (value, key.form) {
            case (.string(let text), .path) where key.form.accepts(text):
                .string(absolute(text))
            case (.string(let text), .text) where key.form.accepts(text),
                (.string(let text), .word) where key.form.accepts(text):
                .string(text)
            case (.bool(let flag), .flag): .bool(flag)
            case (.number(let lexeme), .number), (.number(let lexeme), .choice):
                .int(try number(lexeme, for: key))
            case (.string, _), (.bool, _), (.number, _), (.null, _), (.array, _), (.object, _):
                throw wrong(key.rawValue, key.form.description)
            }
        }

        private func number(
            _ lexeme: String, for key: ConfigurationKey
        ) throws(Failure) -> Int {
            guard let number = JSONValue.wholeNumber(lexeme), key.form.accepts(number) else {
                throw wrong(key.rawValue, key.form.description)
            }
            return Int(number)
        }

        private func absolute(_ relative: String) -> String {
            if relative.hasPrefix("/") { return relative }
            let slash = path.lastIndex(of: "/")
            return (slash.map { String(path[...$0]) } ?? "") + relative
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
