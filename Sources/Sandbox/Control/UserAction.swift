import Foundation
import StrictJSON

/// What the customer, WeChat's collecting or time does to an order, played by hand.
enum UserAction {
    /// The customer confirms the order.
    case confirm
    /// The customer pays, or a deduction succeeds; `nil` pays all that is due.
    case pay(amount: Int?)
    /// WeChat begins a deduction, or the customer opens the cashier.
    case startDeduction
    /// The deduction has failed.
    case stopDeduction
    /// WeChat tries deductions in time.
    case deduct(DeductionScript)
    /// Thirty days have passed.
    case expire

    /// Reads the last segment of the path, and the amount out of the body of a payment.
    init(_ name: Substring, body: [UInt8]) throws(ControlRefusal) {
        switch name {
        case "confirm": self = .confirm
        case "pay": self = .pay(amount: try Self.amount(in: body))
        case "deduction-start": self = .startDeduction
        case "deduction-stop": self = .stopDeduction
        case "deductions": self = .deduct(try DeductionScript(body: body))
        case "expire": self = .expire
        default: throw .unknownPath
        }
    }

    /// Returns the order as it stands after the action.
    func applied(to order: ServiceOrder, at now: Date) throws(ControlRefusal) -> ServiceOrder {
        switch (self, order.stage) {
        case (.confirm, .created):
            var next = order.state(at: .inService)
            next.openID = order.openID ?? "o" + RandomText.lettersAndDigits(27)
            next.queryID = RandomText.lettersAndDigits(64)
            next.confirmedAt = now
            return next
        case (.pay(let amount), .collecting(let collection, _)):
            return try paid(order, collection, amount: amount ?? collection.payingAmount, at: now)
        case (.startDeduction, .collecting(let collection, _)):
            return order.state(at: .collecting(collection, deductionRunning: true))
        case (.stopDeduction, .collecting(let collection, _)):
            var next = order.state(at: .collecting(collection, deductionRunning: false))
            next.deductions?.removeAll { $0.start <= now }
            return next
        case (.deduct(let script), .collecting):
            var next = order
            next.deductions = PlannedDeduction.plan(script, from: now)
            return next.settled(at: now)
        case (.expire, .created):
            return order.state(at: .expired)
        case (.confirm, .inService), (.confirm, .collecting), (.confirm, .done),
            (.confirm, .revoked), (.confirm, .expired):
            throw .wrongStage("Only an order that is CREATED can be confirmed.")
        case (.pay, .created), (.pay, .inService), (.pay, .done), (.pay, .revoked),
            (.pay, .expired):
            throw .wrongStage("Only a completed order that is USER_PAYING can be paid.")
        case (.startDeduction, .created), (.startDeduction, .inService), (.startDeduction, .done),
            (.startDeduction, .revoked), (.startDeduction, .expired), (.stopDeduction, .created),
            (.stopDeduction, .inService), (.stopDeduction, .done), (.stopDeduction, .revoked),
            (.stopDeduction, .expired), (.deduct, .created), (.deduct, .inService),
            (.deduct, .done), (.deduct, .revoked), (.deduct, .expired):
            throw .wrongStage("Only a completed order that is USER_PAYING has deductions.")
        case (.expire, .inService), (.expire, .collecting), (.expire, .done), (.expire, .revoked),
            (.expire, .expired):
            throw .wrongStage("Only an order that is CREATED expires.")
        }
    }

    private func paid(
        _ order: ServiceOrder, _ collection: PaymentCollection, amount: Int, at now: Date
    ) throws(ControlRefusal) -> ServiceOrder {
        guard
            let next = collection.receiving(
                amount, at: WeChatTime.digits(of: now),
                transactionID: PlannedDeduction.newTransactionID())
        else {
            throw .badRequest("amount is more than the \(collection.payingAmount) fen still due.")
        }
        guard next.isPaid else {
            return order.state(at: .collecting(next, deductionRunning: false))
        }
        return order.state(at: .done(next))
    }

    private static func amount(in body: [UInt8]) throws(ControlRefusal) -> Int? {
        guard !body.isEmpty else { return nil }
        guard let fields = try? JSONValue.read(body),
            fields.members?.allSatisfy({ $0.name == "amount" }) == true
        else { throw .badRequest("Send no body, or {\"amount\": fen}.") }
        guard let value = fields["amount"] else { return nil }
        guard let amount = value.wholeNumber.map(Int.init), amount > 0 else {
            throw .badRequest("amount must be a whole number of fen above 0.")
        }
        return amount
    }
}
