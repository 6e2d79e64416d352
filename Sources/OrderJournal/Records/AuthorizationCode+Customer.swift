public import OrderLifecycle

extension AuthorizationCode {
    /// The name under which an authorization is recorded that WeChat shows without a code: its
    /// customer's, which has the alphabet and the length of a code.
    public init(standingFor customer: CustomerID) {
        self.init(checked: customer.text)
    }

    /// The customer after whom the authorization is named, where it has no code of the merchant's.
    public var customer: CustomerID? { CustomerID(text: text) }
}
