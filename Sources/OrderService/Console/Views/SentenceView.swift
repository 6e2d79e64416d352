import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// A sentence with its code.
struct SentenceView {
    let text: String
    let sentenceCode: String

    init(_ sentence: Sentence) {
        text = sentence.words
        sentenceCode = sentence.code
    }
}
