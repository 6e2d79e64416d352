import OrderEngine

/// An order in one paragraph, as a terminal shows it.
struct OrderSummaryOutput {
    let summary: OrderSummary
    let width: Int

    /// The paragraph, broken by its width, without styles: it is copied into letters.
    var lines: [StyledText] {
        wrapped(paragraph, to: max(20, width)).map { StyledText($0) }
    }

    /// The paragraph as one line.
    var paragraph: String { OrderParagraph(summary: summary).text }
}
