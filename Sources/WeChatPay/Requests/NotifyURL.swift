/// An address to which WeChat sends notifications.
enum NotifyURL {
    /// What is wrong with an address, as the end of a sentence; `nil` if nothing is.
    static func problem(_ url: String) -> String? {
        if url.utf8.count > 255 { return "has more than 255 bytes" }
        let rest = url.utf8.dropFirst("https://".utf8.count)
        guard url.hasPrefix("https://"), !rest.isEmpty,
            WireText.isVisible(url),
            !rest.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") })
        else { return "must be an https:// address without a query string" }
        return nil
    }
}
