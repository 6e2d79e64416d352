import ArgumentParser
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Creates an order at WeChat.
struct CreateCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create an order at WeChat.",
        discussion: """
            The file is the body of WeChat's create call, in WeChat's own field names; appid and \
            service_id may be left out. The answer has the package that the customer needs to \
            confirm the order.
            """)

    @Argument(help: "The JSON of the order, or - for standard input.")
    var file: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let json = try InputFile.read(file, limit: MerchantBody.sizeLimit)
        let order = try MerchantBody.order(in: json)
        return try await Workplace.with(.weChat, global, output) { workplace in
            let result = try await workplace.engine.create(
                order, json: json, caller: workplace.caller)
            return try CallForm(result: result).answer(output)
        }
    }
}

/// Completes an order at WeChat.
struct CompleteCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Complete an order at WeChat, which then collects its amount.",
        discussion: """
            The file is the body of WeChat's complete call, in WeChat's own field names; appid and \
            service_id may be left out.
            """)

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Argument(help: "The JSON of the completion, or - for standard input.")
    var file: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let json = try InputFile.read(file, limit: MerchantBody.sizeLimit)
        return try await Workplace.with(.weChat, global, output) { workplace in
            let result = try await workplace.engine.complete(
                order, json: json, caller: workplace.caller)
            return try CallForm(result: result).answer(output)
        }
    }
}

/// The JSON that a merchant writes for a create.
enum MerchantBody {
    /// The most bytes that are read.
    static let sizeLimit = 65_536

    /// The order's number in the JSON of a create.
    ///
    /// - Throws: ``Failure`` if there is none; the rest is for the adapter to judge.
    static func order(in json: [UInt8]) throws -> OutOrderNumber {
        let value: StrictJSON
        do { value = try StrictJSON.read(json, limit: sizeLimit) } catch {
            throw Failure(.badInput, "json_invalid", error.description)
        }
        guard let text = value["out_order_no"]?.text else {
            throw Failure(
                .badInput, "request_invalid",
                "/out_order_no: a text with the order's number is required")
        }
        return try OutOrderNumber(text)
    }
}
