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

    /// The beginning of the first day of a payment, in Beijing time; absent without payments.
    public var start: Timestamp? {
        payments.map(\.paidAt).min().map { Self.midnight(of: $0, later: 0) }
    }
    /// The end of the last day of a payment.
    public var end: Timestamp? {
        payments.map(\.paidAt).max().map { Self.midnight(of: $0, later: 1) }
    }

    /// The most bytes of a line.
    public static let lineLimit = 16_384

    private let merchantID: MerchantID?
    private var columns: Columns?
    private var lines = 0
    private var summary = Summary.none

    private enum Summary: Hashable { case none, headed, read }

    /// Begins to read a bill.
    ///
    /// - Parameter merchantID: Whose bill it must be; without one, anybody's.
    public init(of merchantID: MerchantID? = nil) {
        self.merchantID = merchantID
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
        switch line.state {
        case "SUCCESS": break
        case "REFUND":
            refunds += 1
            return
        default:
            others += 1
            return
        }
        guard let (number, isCertain) = line.order, let order = try? OutOrderNumber(number) else {
            others += 1
            return
        }
        guard let transaction = try? TransactionID(line.transaction),
            let amount = Self.amount(line.amount), let paidAt = Self.time(line.time)
        else { throw invalid("the number, the amount or the time of the payment is none") }
        payments.append(
            BillPayment(
                transaction: transaction, order: order, isCertain: isCertain, amount: amount,
                paidAt: paidAt))
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
