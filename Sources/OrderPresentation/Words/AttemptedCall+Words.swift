package import OrderLifecycle

extension AttemptedCall.Kind {
    /// The call, for a person.
    package var word: String {
        switch self {
        case .order(let kind): kind.word
        case .authorization(.request): told("request authorization", zh: "申请授权")
        case .authorization(.terminate): told("terminate authorization", zh: "解除授权")
        }
    }
}
