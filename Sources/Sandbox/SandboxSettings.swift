public import Foundation
public import Logging

/// Where a sandbox keeps its orders, where it listens, and how it behaves where WeChat's own pages
/// disagree.
///
/// The numbers here and in the rest of the sandbox are read from WeChat's pages once more, and
/// shared with nothing: a limit that the engine has wrong must show as a difference.
public struct SandboxSettings: Sendable {
    /// The directory of keys and orders; it is made on the first start.
    public var directory: URL
    /// The loopback address to listen on.
    ///
    /// Any other is refused: who reaches the control interface under `/sandbox` may read it all.
    public var host: String
    /// The port to listen on; 0 lets the system pick one.
    public var port: Int
    /// The longest `reason` of a cancel or modify, in characters: 50 on WeChat's newer pages, 30 on
    /// the older ones.
    public var reasonLimit: Int
    /// The highest amount that the service may have at risk or charge, in fen.
    public var serviceRiskCap: Int
    /// What a repeated cancel of a cancelled order meets.
    public var repeatedCancel: RepeatedCancel
    /// Whether an order may be cancelled once it has been completed.
    public var cancelAfterCompletion: CancelAfterCompletion
    /// What a modify of an order meets that has been modified before.
    public var repeatedModify: RepeatedModify
    /// What becomes of an order that is completed without a charge.
    public var zeroAmountCompletion: ZeroAmountCompletion
    /// Whether the answer of pay names the merchant.
    public var payAnswer: PayAnswer
    /// What a pay does besides being answered.
    public var payEffect: PayEffect
    /// What create and complete in one answers as the state.
    public var directCompleteState: DirectCompleteState
    /// What an order of no-confirm mode meets whose customer has not authorized the service.
    public var unauthorizedOrders: UnauthorizedOrders
    /// What a termination of an authorization meets that has ended.
    public var repeatedTermination: RepeatedTermination
    /// Which key signs answers and notifications.
    public var signingMode: SigningMode
    /// By how much the pauses between the tries of a notification are shortened.
    public var notificationSpeed: Int
    /// A loopback address that takes all notifications, in place of each order's `notify_url`.
    public var notificationReceiver: String?
    /// Whether an order that is reported as paid is notified.
    public var notifiedSync: NotifiedSync
    /// Takes what has no other reader: notifications that went out, and those that must not.
    public var logger: Logger
    /// Tells the time; tests bring their own.
    public var clock: @Sendable () -> Date
    /// Waits for as long as a fault delays an answer, and between the tries of a notification.
    public var pause: @Sendable (Duration) async throws -> Void
    /// Carries notifications; tests bring their own.
    var makeSender: @Sendable () -> any NotificationSender = { HTTPNotificationSender() }

    /// The settings of a sandbox that follows WeChat's current pages.
    public init(
        directory: URL,
        host: String = "127.0.0.1",
        port: Int = 0,
        reasonLimit: Int = 50,
        serviceRiskCap: Int = 10_000_000,
        repeatedCancel: RepeatedCancel = .reentered,
        cancelAfterCompletion: CancelAfterCompletion = .allowed,
        repeatedModify: RepeatedModify = .reentered,
        zeroAmountCompletion: ZeroAmountCompletion = .doneAtOnce,
        payAnswer: PayAnswer = .withMerchantID,
        payEffect: PayEffect = .nothing,
        directCompleteState: DirectCompleteState = .finished,
        unauthorizedOrders: UnauthorizedOrders = .refused,
        repeatedTermination: RepeatedTermination = .reentered,
        signingMode: SigningMode = .publicKey,
        notificationSpeed: Int = 1,
        notificationReceiver: String? = nil,
        notifiedSync: NotifiedSync = .silent,
        logger: Logger = Logger(label: "payscore.sandbox"),
        clock: @escaping @Sendable () -> Date = { Date() },
        pause: @escaping @Sendable (Duration) async throws -> Void = {
            try await Task.sleep(for: $0)
        }
    ) {
        self.directory = directory
        self.host = host
        self.port = port
        self.reasonLimit = reasonLimit
        self.serviceRiskCap = serviceRiskCap
        self.repeatedCancel = repeatedCancel
        self.cancelAfterCompletion = cancelAfterCompletion
        self.repeatedModify = repeatedModify
        self.zeroAmountCompletion = zeroAmountCompletion
        self.payAnswer = payAnswer
        self.payEffect = payEffect
        self.directCompleteState = directCompleteState
        self.unauthorizedOrders = unauthorizedOrders
        self.repeatedTermination = repeatedTermination
        self.signingMode = signingMode
        self.notificationSpeed = notificationSpeed
        self.notificationReceiver = notificationReceiver
        self.notifiedSync = notifiedSync
        self.logger = logger
        self.clock = clock
        self.pause = pause
    }
}
