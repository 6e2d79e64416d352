import StrictJSON

/// The environment variables that say what a key of `payscore.json` says.
enum ConfigurationEnvironment {
    /// What such variables begin with; others that begin with `PAYSCORE_` are not ours to judge.
    private static let prefixes = [
        "PAYSCORE_MERCHANT_", "PAYSCORE_WECHAT_", "PAYSCORE_POLICY_", "PAYSCORE_SOCKET_",
    ]

    /// Returns what the variables say, checked.
    ///
    /// - Throws: ``Failure`` naming the variable that is unknown or says something else than it
    ///   may.
    static func values(
        _ environment: [String: String]
    ) throws(Failure) -> [ConfigurationKey: JSONValue] {
        let names = ConfigurationKey.allCases.map(\.environmentName)
        for name in environment.keys.sorted()
        where prefixes.contains(where: name.hasPrefix) && !names.contains(name) {
            let hint = nearestName(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
            throw Failure(
                .configuration, "configuration_key_unknown",
                "there is no environment variable \(name.cut(toBytes: 100))\(hint)")
        }
        var values: [ConfigurationKey: JSONValue] = [:]
        for key in ConfigurationKey.allCases {
            guard let text = environment[key.environmentName], !text.isEmpty else { continue }
            let value = value(text, of: key.form)
            guard key.form.accepts(value) else {
                throw Failure(
                    .configuration, "configuration_value_invalid",
                    "\(key.environmentName) must be \(key.form)")
            }
            values[key] = value
        }
        return values
    }

    /// The text as a value of a form; whether the form accepts it is for the asker to see.
    private static func value(_ text: String, of form: ConfigurationKey.Form) -> JSONValue {
        switch form {
        case .text, .path, .word: .string(text)
        case .flag: text == "true" || text == "false" ? .bool(text == "true") : .string(text)
        case .number, .choice: .number(text)
        }
    }
}
