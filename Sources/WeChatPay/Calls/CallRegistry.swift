import OrderEngine
import OrderLifecycle

// The one place that knows every call: a new one does not compile until it is named here.

extension Operation {
    /// How the call is spoken.
    var wire: any WireCall.Type {
        switch self {
        case .create: CreateRequest.self
        case .complete: CompleteRequest.self
        case .cancel: CancelRequest.self
        }
    }
}

extension ProviderWish {
    /// The call that is wished for, with what the merchant asks for.
    var call: (operation: Operation, wire: any WireCall) {
        switch self {
        case .create(let json): (.create, CreateRequest(json: json))
        case .complete(let json): (.complete, CompleteRequest(json: json))
        case .cancel(let reason): (.cancel, CancelRequest(reason: reason))
        }
    }
}
