import OrderEngine
import OrderLifecycle

/// The body of `POST /orders/{no}/cancel`.
struct CancelWish: Decodable {
    /// Why, as WeChat shows it to the customer.
    let reason: String
    /// Needed where money is given up.
    let consent: StatedConsent?

    /// What a person states: the token that `GET` answered, the amount, and the person's name.
    struct StatedConsent: Decodable {
        let token: String
        /// The amount as a person writes it: `50.00`, `¥50` or `5000 fen`.
        let amount: String
        /// Claimed; with a sign-in, take the name from it and pass how it is verified.
        let name: String
    }

    /// The consent as the engine takes it, which compares it.
    func stated() throws(InvalidValue) -> Consent? {
        guard let consent else { return nil }
        return Consent(
            token: PermitToken(consent.token), atStake: try Amount(parsing: consent.amount),
            by: try ActorName(consent.name))
    }
}
