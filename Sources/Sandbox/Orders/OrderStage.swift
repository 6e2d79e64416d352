/// Where an order stands; a case carries what is known there.
enum OrderStage: Codable, Sendable {
    /// `CREATED`: the customer has not confirmed.
    case created
    /// `DOING`, `USER_CONFIRM`: the customer is using the service.
    case inService
    /// `DOING`, `MCH_COMPLETE`, `USER_PAYING`: WeChat is collecting; while a deduction runs nothing
    /// may be changed.
    case collecting(PaymentCollection, deductionRunning: Bool)
    /// `DONE`: paid, or completed without a charge.
    case done(PaymentCollection?)
    /// `REVOKED`: cancelled by the merchant.
    case revoked
    /// `EXPIRED`: never confirmed.
    case expired
}
