import OrderEngine
import OrderLifecycle

/// How a create or complete ended, as the commands show it.
struct CallForm {
    let result: CallResult

    /// Answers, and returns the exit code.
    func answer(_ output: Output) throws(Failure) -> ExitStatus {
        switch result {
        case .denied(let denial, let order):
            try output.answer(Self.json(denial, order)) { Self.lines(denial, order) }
            return .denied
        case .attempted(let report, let receipt):
            let package: JSON = ["package": .text(receipt?.package)]
            try output.answer(report.json.with(package)) {
                report.lines + (receipt?.package.map { ["  package  \($0, .accent)"] } ?? [])
            }
            return report.status
        }
    }

    private static func json(_ denial: CallDenial, _ order: OrderProjection?) -> JSON {
        let sentence = denial.sentence
        return [
            "result": "denied",
            "reasons": [
                [
                    "code": .string(sentence.code), "message_en": .string(sentence.english),
                    "message_zh": .string(sentence.chinese),
                ]
            ],
            "order": order.map { OrderForm(order: $0).json } ?? .null,
        ]
    }

    private static func lines(_ denial: CallDenial, _ order: OrderProjection?) -> [StyledText] {
        let sentence = denial.sentence
        let head: [StyledText] = [
            "\("DENIED", .bad)  \(sentence.code, .bad)", "  \(sentence.english)",
            "  \(sentence.chinese)",
        ]
        return head + (order.map { OrderForm(order: $0).lines } ?? [])
    }
}
