import Foundation

/// The time zone in which a person is shown times; what programs read is in UTC.
enum ShownZone {
    /// The zone in which a person of this process writes times: that of text, beside JSON too.
    static var given: TimeZone { HandedOver.current?.givenZone ?? givenToProcess }

    private static let givenToProcess: TimeZone = {
        let given = GivenArguments(Array(CommandLine.arguments.dropFirst()))
        let environment = ProcessInfo.processInfo.environment
        return ofText(given, environment, Language.ofText(given, environment))
    }()

    /// As `--time-zone` says, else `TZ`; else Beijing time for Chinese, and UTC for English; always
    /// UTC beside JSON.
    static func chosen(
        by given: GivenArguments, _ environment: [String: String], _ language: Language
    ) -> TimeZone {
        given.wantsJSON ? .gmt : ofText(given, environment, language)
    }

    static func ofText(
        _ given: GivenArguments, _ environment: [String: String], _ language: Language
    ) -> TimeZone {
        if let named = given.value(of: "--time-zone").flatMap(named) { return named }
        if let text = environment["TZ"], !text.isEmpty { return meant(by: text) ?? .gmt }
        return Audience(language).zone
    }

    /// What `TZ` says where it decides and names no zone; times are then in UTC.
    static func unknown(
        _ given: GivenArguments, _ environment: [String: String]
    ) -> String? {
        guard given.value(of: "--time-zone") == nil, let text = environment["TZ"], !text.isEmpty,
            meant(by: text) == nil
        else { return nil }
        return text
    }

    /// The zone that a `TZ` means: a name, a file of the system's, or an offset as POSIX writes it.
    ///
    /// A zone whose clocks change by rules that stand in `TZ` itself is not understood.
    private static func meant(by text: String) -> TimeZone? {
        let name = String(text.trimmingPrefix(":").trimmingPrefix("/usr/share/zoneinfo/"))
        return named(name) ?? offset(name) ?? TimeZone(identifier: name)
    }

    /// The zone of `CST-8` or `<+08>-8`: so much is added to its time to get UTC.
    ///
    /// Foundation takes `GMT+8` for the opposite of what the system's programs do.
    private static func offset(_ text: String) -> TimeZone? {
        let form = /(?:[A-Za-z]{3,}|<[A-Za-z0-9+\-]{3,}>)([+\-]?)(\d{1,2})(?::([0-5]\d))?/
        guard let match = text.wholeMatch(of: form), let hours = Int(match.2), hours <= 24 else {
            return nil
        }
        let seconds = hours * 3600 + (match.3.flatMap { Int($0) } ?? 0) * 60
        return TimeZone(secondsFromGMT: match.1 == "-" ? seconds : -seconds)
    }

    /// The zone of a name of the IANA's, such as `Asia/Shanghai` or `UTC`.
    static func named(_ name: String) -> TimeZone? {
        TimeZone.knownTimeZoneIdentifiers.contains(name) || name == "UTC"
            ? TimeZone(identifier: name) : nil
    }
}
