extension Operation {
    /// The order that a request is for, as far as it can be told before the request is judged.
    func orderNumber(in request: ReceivedRequest) -> String? {
        switch self {
        case .certificates:
            return nil
        case .create:
            guard
                case .string(let number)? =
                    (try? JSONReader.value(of: request.body))?.members?["out_order_no"],
                OutOrderNumber.isValid(number)
            else { return nil }
            return number
        case .query:
            guard
                let number = try? QueryString(request.query)
                    .text("out_order_no", upTo: OutOrderNumber.longest),
                OutOrderNumber.isValid(number)
            else { return nil }
            return number
        case .cancel(let segment), .complete(let segment):
            return try? OutOrderNumber.inPath(segment)
        }
    }
}
