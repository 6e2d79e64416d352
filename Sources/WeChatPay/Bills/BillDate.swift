import OrderLifecycle

/// Of when a bill of Pay Score's is, in Beijing time.
///
/// WeChat's pages disagree on the form: a day, `2026-11-29` (2021), or an hour, `2026112922`
/// (2025). Both are taken, and sent as they are given.
public struct BillDate: Hashable, Sendable {
    /// As it was given: ten characters.
    public let text: String

    /// Takes a day or an hour.
    ///
    /// - Throws: ``WeChatPayError``, `setting_invalid`, for any other text, or a day that no
    ///   calendar has.
    public init(_ text: String) throws(WeChatPayError) {
        let bytes = Array(text.utf8)
        let digits = bytes.filter(ASCII.isDigit)
        let isDay =
            bytes.count == 10 && digits.count == 8 && bytes[4] == UInt8(ascii: "-")
            && bytes[7] == UInt8(ascii: "-")
        let isHour = bytes.count == 10 && digits.count == 10
        let moment = String(decoding: digits, as: UTF8.self) + (isDay ? "000000" : "0000")
        guard isDay || isHour, (try? Timestamp(beijing: moment)) != nil else {
            throw WeChatPayError(
                .settingInvalid, "bill date",
                "a day such as 2026-11-29, or an hour such as 2026112922, in Beijing time")
        }
        self.text = text
    }
}

extension BillDate: CustomStringConvertible {
    /// As it was given.
    public var description: String { text }
}
