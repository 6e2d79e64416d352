import Foundation

/// An interface of WeChat Pay that the sandbox imitates.
///
/// Each is one file in this folder and one line in ``SandboxOperation/calls``; nothing else
/// switches over them.
protocol SandboxCall: Sendable {
    /// What the request log and the faults call it.
    static var name: String { get }
    /// The HTTP method that it is served for.
    static var method: String { get }
    /// The path that it is served under.
    ///
    /// A name in braces, such as ``SandboxOperation/numberPlace``, stands for any one segment.
    static var path: String { get }
    /// Every path that it is served under, where the pages disagree.
    static var paths: [String] { get }
    /// Whether faults can be played on it.
    static var takesFaults: Bool { get }

    /// The order that a request is for, where the path does not say so, as far as it can be told
    /// before the request is judged.
    static func orderNumber(in request: ReceivedRequest) -> String?

    /// Judges a request: what it changes, and how it is answered.
    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome
}

extension SandboxCall {
    static var paths: [String] { [path] }

    static var takesFaults: Bool { true }

    static func orderNumber(in request: ReceivedRequest) -> String? { nil }
}
