import OrderEngine

/// A call whose body the merchant brings, in WeChat's own field names.
protocol JSONWireCall: WireCall {
    /// Takes the body.
    init(json: [UInt8])
}

extension JSONWireCall {
    init?(_ content: ProviderWish.Content) {
        guard case .json(let json) = content else { return nil }
        self.init(json: json)
    }
}
