/// An order as query and the calls that make or change one answer it.
///
/// Empty containers are written as `{}`, `[]` and `""` rather than left out, which is what a real
/// query answer shows; `state_description` stands only while the state is `DOING`, `collection`
/// only once there is something to collect.
struct OrderAnswer: Encodable {
    let appID: String
    let attach: String
    let collection: PaymentCollection?
    let device: Device?
    let location: Location
    let merchantID: String
    let needsCollection: Bool?
    let notifyURL: String?
    let openID: String?
    let orderID: String
    let outOrderNumber: String
    let package: String?
    let postDiscounts: [OrderItem]
    let postPayments: [OrderItem]
    let riskFund: RiskFund?
    let serviceID: String
    let serviceIntroduction: String
    let state: String
    let stateDescription: String?
    let timeRange: TimeRange
    let totalAmount: Int?

    private enum CodingKeys: String, CodingKey {
        case appID = "appid"
        case attach
        case collection
        case device
        case location
        case merchantID = "mchid"
        case needsCollection = "need_collection"
        case notifyURL = "notify_url"
        case openID = "openid"
        case orderID = "order_id"
        case outOrderNumber = "out_order_no"
        case package
        case postDiscounts = "post_discounts"
        case postPayments = "post_payments"
        case riskFund = "risk_fund"
        case serviceID = "service_id"
        case serviceIntroduction = "service_introduction"
        case state
        case stateDescription = "state_description"
        case timeRange = "time_range"
        case totalAmount = "total_amount"
    }

    /// The answer of query, and of the calls that show the order as it stands then.
    init(showing order: ServiceOrder) {
        self.init(order, state: order.stage.stateWord, package: nil, .all)
    }

    /// The answer of create, with the `package` that opens the confirmation page where there is one
    /// to open.
    init(creating order: ServiceOrder, package: String?) {
        self.init(order, state: order.stage.stateWord, package: package, .creation)
    }

    /// The answer of create and complete in one, which calls an order `FINISHED` that is completed,
    /// where the setting follows its sample.
    init(completing order: ServiceOrder, _ setting: DirectCompleteState) {
        let isCompleted =
            switch order.stage {
            case .collecting, .done: true
            case .created, .inService, .revoked, .expired: false
            }
        let state =
            setting == .finished && isCompleted ? "FINISHED" : order.stage.stateWord
        self.init(order, state: state, package: nil, .total)
    }

    /// How much of an order is answered.
    private enum Extent {
        /// What the order was created with.
        case creation
        /// That and the amount to be collected.
        case total
        case all
    }

    private init(_ order: ServiceOrder, state: String, package: String?, _ extent: Extent) {
        let created = order.creation
        let completed = order.completion
        let modified = order.modification
        appID = created.appID
        attach = created.attach
        collection = extent == .all ? order.stage.collection : nil
        device = modified?.device ?? completed?.device ?? created.device
        location = Location(
            startLocation: created.location.startLocation,
            endLocation: completed?.location.endLocation ?? created.location.endLocation)
        merchantID = order.merchantID
        needsCollection = extent == .all ? order.needsCollection : nil
        notifyURL = created.notifyURL
        openID = extent == .all ? order.openID : nil
        orderID = order.orderID
        outOrderNumber = created.outOrderNumber
        self.package = package
        postDiscounts =
            modified?.postDiscounts ?? completed?.postDiscounts ?? created.postDiscounts
        postPayments = modified?.postPayments ?? completed?.postPayments ?? created.postPayments
        riskFund = created.riskFund
        serviceID = created.serviceID
        serviceIntroduction = created.serviceIntroduction
        self.state = state
        stateDescription = order.stage.descriptionWord
        timeRange = created.timeRange.completed(by: completed?.timeRange)
        totalAmount =
            extent == .creation ? nil : modified?.totalAmount ?? completed?.totalAmount ?? 0
    }
}

extension ServiceOrder {
    /// `need_collection`: true until an order has been completed without a charge.
    ///
    /// A real answer shows it true on an order that was cancelled before anything was to be
    /// collected.
    var needsCollection: Bool {
        if case .done(.none) = stage { false } else { true }
    }
}

extension OrderStage {
    /// WeChat's `state`.
    var stateWord: String {
        switch self {
        case .created: "CREATED"
        case .inService, .collecting: "DOING"
        case .done: "DONE"
        case .revoked: "REVOKED"
        case .expired: "EXPIRED"
        }
    }

    /// WeChat's `state_description`.
    var descriptionWord: String? {
        switch self {
        case .inService: "USER_CONFIRM"
        case .collecting: "MCH_COMPLETE"
        case .created, .done, .revoked, .expired: nil
        }
    }

    /// WeChat's `collection`.
    var collection: PaymentCollection? {
        switch self {
        case .collecting(let collection, _): collection
        case .done(let collection): collection
        case .created, .inService, .revoked, .expired: nil
        }
    }
}

extension TimeRange {
    /// Returns the range with what the completion says in place of what the creation planned.
    fileprivate func completed(by actual: TimeRange?) -> TimeRange {
        TimeRange(
            startTime: actual?.startTime ?? startTime,
            startTimeRemark: actual?.startTimeRemark ?? startTimeRemark,
            endTime: actual?.endTime ?? endTime,
            endTimeRemark: actual?.endTimeRemark ?? endTimeRemark)
    }
}
