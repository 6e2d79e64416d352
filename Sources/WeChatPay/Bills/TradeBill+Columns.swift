extension TradeBill {
    /// Where the values that are read stand in a line.
    struct Columns: Sendable {
        /// The names of the columns, as WeChat writes them.
        static let names = ["交易时间", "商户号", "微信订单号", "商户订单号", "交易类型", "交易状态", "商户数据包"]
        /// What was paid; the second in bills of older days.
        private static let amounts = ["订单金额", "总金额"]

        /// How many columns there are.
        let count: Int
        private let places: [Int]

        /// Finds the columns; `nil` if one is missing.
        init?(_ heading: [String]) {
            let places = Self.names.compactMap { heading.firstIndex(of: $0) }
            let amount = Self.amounts.lazy.compactMap { heading.firstIndex(of: $0) }.first
            guard places.count == Self.names.count, let amount else { return nil }
            count = heading.count
            self.places = places + [amount]
        }

        /// What a line says; `nil` if it is too short.
        func line(of cells: [String]) -> Line? {
            let values = places.compactMap { cells.indices.contains($0) ? cells[$0] : nil }
            guard values.count == places.count else { return nil }
            return Line(
                time: values[0], merchant: values[1], transaction: values[2], number: values[3],
                type: values[4], state: values[5], package: values[6], amount: values[7])
        }
    }
}

extension TradeBill.Columns {
    /// What is read of a line.
    struct Line: Hashable, Sendable {
        let time, merchant, transaction, number, type, state, package, amount: String

        /// The merchant's number of the order, and whether it is certainly one of Pay Score; `nil`
        /// if it is certainly none.
        var order: (number: String, isCertain: Bool)? {
            switch type {
            case "JSAPI": return (number, false)
            case "AUTH":
                // A merchant's number may have bars of its own.
                let parts = package.split(
                    separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
                guard parts.count == 3, parts[0] == "wxzff" else { return nil }
                return (String(parts[2]), true)
            default: return nil
            }
        }
    }
}
