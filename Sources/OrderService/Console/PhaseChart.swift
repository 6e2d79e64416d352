import OrderJournal
import OrderLifecycle
import OrderPresentation

/// How many orders each phase has, as bars.
struct PhaseChart {
    private let figures: OverviewFigures

    init(_ figures: OverviewFigures) {
        self.figures = figures
    }

    /// A phase, or what cannot be told.
    struct Bar {
        let code: String
        let word: String
        let colour: String
    }

    /// The phases from the first to the last of a life, and what cannot be told.
    static var bars: [Bar] {
        OrderPhase.Kind.allCases.map { kind in
            Bar(code: kind.rawValue, word: kind.word, colour: colour(of: kind))
        } + [
            Bar(
                code: OrderState.indeterminateCode,
                word: told("indeterminate", zh: "不明 indeterminate"), colour: "#a3231c")
        ]
    }

    private static let count = OrderPhase.Kind.allCases.count + 1
    private static let row = 38
    private static let width = 640
    private static let barStart = 200
    private static let barWidth = 330

    static var height: Int { count * row + 8 }

    /// The bars as a picture.
    var svg: String {
        let most = max(1, Self.bars.map { figures.total(of: $0.code).orders }.max() ?? 1)
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                + "viewBox=\"0 0 \(Self.width) \(Self.height)\" "
                + "width=\"\(Self.width)\" height=\"\(Self.height)\" font-size=\"15\" "
                + "font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif\" "
                + "fill=\"#1d2329\">",
            "<title>\(told("Orders by phase", zh: "各阶段的订单"))</title>",
        ]
        for (index, phase) in Self.bars.enumerated() {
            let orders = figures.total(of: phase.code).orders
            let (top, middle) = (index * Self.row + 6, index * Self.row + 27)
            let length = orders == 0 ? 0 : max(3, orders * Self.barWidth / most)
            lines.append(
                "<text x=\"\(Self.barStart - 12)\" y=\"\(middle)\" text-anchor=\"end\">"
                    + "\(phase.word)</text>"
                    + "<rect x=\"\(Self.barStart)\" y=\"\(top)\" width=\"\(Self.barWidth)\" "
                    + "height=\"28\" rx=\"4\" fill=\"#eef1f4\"/>"
                    + "<rect x=\"\(Self.barStart)\" y=\"\(top)\" width=\"\(length)\" "
                    + "height=\"28\" rx=\"4\" fill=\"\(phase.colour)\"/>"
                    + "<text x=\"\(Self.barStart + Self.barWidth + 12)\" y=\"\(middle)\" "
                    + "font-weight=\"600\">\(orders.grouped)</text>")
        }
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    private static func colour(of kind: OrderPhase.Kind) -> String {
        switch kind {
        case .created: "#8fb4d9"
        case .inService: "#14508c"
        case .awaitingPayment: "#d08a1d"
        case .done: "#2f8f57"
        case .revoked: "#7d8791"
        case .expired: "#b5bdc5"
        }
    }
}
