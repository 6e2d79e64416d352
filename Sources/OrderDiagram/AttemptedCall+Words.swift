package import OrderLifecycle

extension AttemptedCall.Kind {
    /// The call, for a person.
    package func word(in language: DiagramLanguage) -> String {
        switch self {
        case .order(let kind): kind.word(in: language)
        case .authorization(.request):
            language.told("request authorization", zh: "申请授权")
        case .authorization(.terminate):
            language.told("terminate authorization", zh: "解除授权")
        }
    }
}
