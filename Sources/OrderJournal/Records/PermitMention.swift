/// Permits that a text repeats: whoever reads one could state it.
package enum PermitMention {
    /// Blots out every permit in a text.
    ///
    ///     PermitMention.hidden(in: "no pmt_09af here")  // "no pmt_‹redacted› here"
    package static func hidden(in text: String) -> String {
        text.replacing(/pmt_[0-9a-f]+/, with: "pmt_‹redacted›")
    }
}
