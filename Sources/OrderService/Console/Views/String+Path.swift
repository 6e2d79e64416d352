import Foundation
import OrderLifecycle

extension OutOrderNumber {
    /// The number as a part of a path.
    var inPath: String { text.inPath }
}

extension String {
    /// The text as a part of a path, or of a query.
    var inPath: String {
        addingPercentEncoding(
            withAllowedCharacters: .alphanumerics.intersection(.init(charactersIn: "\0"..."\u{7F}"))
                .union(.init(charactersIn: "-_")))
            ?? ""
    }
}
