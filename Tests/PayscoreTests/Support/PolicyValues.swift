import Testing

@testable import payscore

/// Two values of a policy's key, of which one permits less than the other.
struct PolicyValues: Sendable, CustomTestStringConvertible {
    let key: ConfigurationKey
    let looser: String
    let stricter: String

    var testDescription: String { key.rawValue }

    static let all = [
        PolicyValues(key: .cancelRules, looser: "1.1", stricter: "1.0"),
        PolicyValues(key: .freshnessSeconds, looser: "20", stricter: "19"),
        PolicyValues(key: .quiescenceSeconds, looser: "700", stricter: "701"),
        PolicyValues(key: .permitSeconds, looser: "60", stricter: "59"),
        PolicyValues(key: .reasonLimit, looser: "50", stricter: "30"),
        PolicyValues(key: .partPayment, looser: "hazard", stricter: "denied"),
        PolicyValues(key: .secondPerson, looser: "false", stricter: "true"),
        PolicyValues(key: .secondPersonFen, looser: "100", stricter: "99"),
        PolicyValues(key: .twoPeopleFen, looser: "100", stricter: "99"),
        PolicyValues(key: .verifiedPerson, looser: "false", stricter: "true"),
        PolicyValues(key: .velocityLimitCancels, looser: "3", stricter: "2"),
        PolicyValues(key: .velocityLimitFen, looser: "100", stricter: "99"),
        PolicyValues(key: .velocityLimitReports, looser: "3", stricter: "2"),
        PolicyValues(key: .velocityLimitReportedFen, looser: "100", stricter: "99"),
        PolicyValues(key: .collectIntervalMinutes, looser: "90", stricter: "91"),
        PolicyValues(key: .velocityLimitMinutes, looser: "90", stricter: "91"),
        PolicyValues(key: .outsideCompletes, looser: "expected", stricter: "alarm"),
    ]

    /// The file that says one of the values and nothing else.
    func file(saying value: String) -> String {
        let quoted =
            switch key.form {
            case .text, .path, .word: "\"\(value)\""
            case .flag, .number, .choice: value
            }
        return key.path.reversed().reduce(quoted) { inner, name in "{\"\(name)\":\(inner)}" }
    }
}
