/// Pay Score's own bill (支付分对账单), as WeChat gives it.
///
/// No page documents its columns, so nothing is read of it: it is fetched, opened and verified, and
/// a person or another program reads it. ``TradeBill`` is the bill whose columns are known.
public struct MerchantBill: Hashable, Sendable {
    /// Of when it is.
    public let date: BillDate
    /// How many parts WeChat cut it into.
    public let parts: Int
    /// The parts, opened and unpacked, one after the other.
    public let content: [UInt8]

    /// The most bytes of the content.
    public static let sizeLimit = 268_435_456
    /// The most bytes of a part as it is downloaded.
    public static let partLimit = 67_108_864
    /// The most parts.
    public static let countLimit = 64
}
