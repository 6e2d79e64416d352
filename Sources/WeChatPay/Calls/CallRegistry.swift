import OrderEngine
import OrderLifecycle

// The one place that knows every call: a new one does not compile until it is named here.

extension OrderCall.Kind {
    /// How the call is spoken.
    var wire: any WireCall.Type {
        switch self {
        case .create: CreateRequest.self
        case .createCompleted: CreateCompletedRequest.self
        case .complete: CompleteRequest.self
        case .modify: ModifyRequest.self
        case .collect: CollectRequest.self
        case .reportPaid: ReportPaidRequest.self
        case .cancel: CancelRequest.self
        }
    }
}
