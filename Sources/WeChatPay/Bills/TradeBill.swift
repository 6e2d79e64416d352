import Foundation
public import OrderEngine
public import OrderLifecycle

/// WeChat's bill of ordinary trade (交易账单), of which the payments of Pay Score are read.
///
/// The customer's own payment is of the type `JSAPI` and has the merchant's order number. A
/// deduction is of the type `AUTH`; its data package is `wxzff|` with WeChat's and the merchant's
/// number of the order. The columns are found by their names, since their order differs by the
/// kind of bill. The customer's `openid` is not read.
public struct TradeBill: Sendable {
    /// The payments that may be of Pay Score, as the bill lists them.
    public private(set) var payments: [BillPayment] = []
    /// How many refunds the bill has.
    public private(set) var refunds = 0
    /// How many lines are about something else.
    public private(set) var others = 0

    /// The beginning of the bill's first day, in Beijing time.
    ///
    /// It is the day that was given; otherwise that of the first payment of any kind, also of one
    /// that has nothing to do with Pay Score. Absent where neither tells: refunds have no say,
    /// since WeChat's page does not tell whether their time is that of the refund.
    public private(set) var start: Timestamp?
    /// The end of its last day.
    public private(set) var end: Timestamp?

    /// The most bytes of a line.
    public static let lineLimit = 16_384

    private let merchantID: MerchantID?
    private let isOfGivenDay: Bool
    private var columns: Columns?
    private var lines = 0
    private var summary = Summary.none

    private enum Summary: Hashable { case none, headed, read }

    /// Begins to read a bill.
    ///
    /// - Parameters:
    ///   - merchantID: Whose bill it must be; without one, anybody's.
    ///   - day: A moment of the day that it must be of, in Beijing time. A bill without a payment
    ///     does not tell of which day it is, and so not which payments are missing on it.
    public init(of merchantID: MerchantID? = nil, on day: Timestamp? = nil) {
        self.merchantID = merchantID
        isOfGivenDay = day != nil
        start = day.map { Self.midnight(of: $0, later: 0) }
        end = day.map { Self.midnight(of: $0, later: 1) }
    }

    /// Reads the next line.
    ///
    /// - Parameters:
    ///   - text: The line, without its end.
    ///   - number: Which line of the file it is.
    /// - Throws: ``WeChatPayError``, `bill_invalid`.
    public mutating func read(_ text: String, line number: Int) throws(WeChatPayError) {
        func invalid(_ explanation: String) -> WeChatPayError {
            WeChatPayError(.billInvalid, "line \(number)", explanation)
        }
        let cells = Self.cells(of: text)
        guard let columns else {
            guard let columns = Columns(cells) else {
                throw invalid(
                    "this is no trade bill of WeChat's (交易账单): a column is missing of "
                        + Columns.names.joined(separator: ", "))
            }
            self.columns = columns
            return
        }
        switch summary {
        case .none where cells.first == "总交易单数": summary = .headed
        case .headed:
            guard cells.first == String(lines) else {
                throw invalid("the bill counts \(cells.first ?? "") lines, and \(lines) are here")
            }
            summary = .read
        case .read: throw invalid("the bill goes on after its sums")
        case .none:
            guard cells.count == columns.count, let line = columns.line(of: cells) else {
                throw invalid("the line has not the form of the others")
            }
            lines += 1
            guard merchantID == nil || merchantID?.text == line.merchant else {
                throw invalid("the bill belongs to another merchant")
            }
            try add(line) { invalid($0) }
        }
    }

    /// Ends the reading.
    ///
    /// - Throws: ``WeChatPayError``, `bill_invalid`, if the bill is cut short.
    public func finish() throws(WeChatPayError) {
        guard summary == .read else {
            throw WeChatPayError(
                .billInvalid, "the end", "the sums are missing: the bill is cut short")
        }
    }

    private mutating func add(
        _ line: Columns.Line, _ invalid: (String) -> WeChatPayError
    ) throws(WeChatPayError) {
        guard line.state != "REFUND" else {
            refunds += 1
            return
        }
        guard let time = Self.time(line.time) else { throw invalid("the time is none") }
        try take(dayOf: time, invalid)
        guard line.state == "SUCCESS", let (number, isCertain) = line.order,
            let order = try? OutOrderNumber(number)
        else {
            others += 1
            return
        }
        guard let transaction = try? TransactionID(line.transaction),
            let amount = Self.amount(line.amount)
        else { throw invalid("the number or the amount of the payment is none") }
        payments.append(
            BillPayment(
                transaction: transaction, order: order, isCertain: isCertain, amount: amount,
                paidAt: time))
    }

    private mutating func take(
        dayOf time: Timestamp, _ invalid: (String) -> WeChatPayError
    ) throws(WeChatPayError) {
        let (first, next) = (Self.midnight(of: time, later: 0), Self.midnight(of: time, later: 1))
        guard !isOfGivenDay || first == start else {
            throw invalid("the payment is of another day than the bill should be")
        }
        (start, end) = (min(start ?? first, first), max(end ?? next, next))
    }

    /// The values of a line.
    ///
    /// WeChat writes a grave accent before each, so that a comma within one separates nothing.
    private static func cells(of line: String) -> [String] {
        let line = line.hasPrefix("\u{FEFF}") ? String(line.dropFirst()) : line
        guard line.hasPrefix("`") else {
            return line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return line.dropFirst().components(separatedBy: ",`")
    }

    /// Yuan with at most two decimals.
    private static func amount(_ text: String) -> Amount? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, (1...9).contains(whole.utf8.count),
            whole.utf8.allSatisfy(ASCII.isDigit), let yuan = Int64(whole)
        else { return nil }
        guard parts.count == 2 else { return try? Amount(fen: yuan * 100) }
        guard (1...2).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(ASCII.isDigit),
            let cents = Int64(parts[1] + (parts[1].utf8.count == 1 ? "0" : ""))
        else { return nil }
        return try? Amount(fen: yuan * 100 + cents)
    }

    /// `yyyy-MM-dd HH:mm:ss` in Beijing time.
    private static func time(_ text: String) -> Timestamp? {
        let pattern = Array("0000-00-00 00:00:00".utf8)
        let bytes = Array(text.utf8)
        guard bytes.count == pattern.count,
            zip(bytes, pattern).allSatisfy({
                $1 == UInt8(ascii: "0") ? ASCII.isDigit($0) : $0 == $1
            })
        else { return nil }
        let digits = String(decoding: bytes.filter(ASCII.isDigit), as: UTF8.self)
        return try? Timestamp(beijing: digits)
    }

    private static func midnight(of time: Timestamp, later days: Int64) -> Timestamp {
        let (day, beijing): (Int64, Int64) = (86_400_000, 28_800_000)
        return Timestamp(
            clamping: ((time.milliseconds + beijing) / day + days) * day - beijing)
    }
}
