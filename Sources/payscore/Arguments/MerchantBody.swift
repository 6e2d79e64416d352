import OrderEngine
import OrderLifecycle
import StrictJSON
import WeChatPay

/// The JSON that a merchant writes for a create, a complete or a modify.
struct MerchantBody {
    /// Where it was read.
    let path: String
    let json: [UInt8]

    /// Reads one.
    ///
    /// - Throws: what ``InputFile`` throws.
    init(_ path: String) throws(Failure) {
        self.path = path
        json = try InputFile.read(path, limit: WeChatPayLimits.requestBytes)
    }

    /// The order's number in the JSON of a create.
    ///
    /// - Throws: ``Failure`` if there is none; the rest is for the adapter to judge.
    func order() throws -> OutOrderNumber {
        let value: JSONValue
        do { value = try JSONValue.read(json, limit: WeChatPayLimits.requestBytes) } catch {
            throw Failure(.badInput, "json_invalid", error.description).inFile(path)
        }
        guard let text = value["out_order_no"]?.text else {
            throw Failure(
                .badInput, "request_invalid",
                "/out_order_no: a text with the order's number is required"
            ).inFile(path)
        }
        do throws(InvalidValue) { return try OutOrderNumber(text) } catch {
            throw Failure(error).inFile(path)
        }
    }

    /// Makes a call of the JSON; what is wrong with it is told with the file's name.
    func call<Result>(_ make: ([UInt8]) async throws -> Result) async throws -> Result {
        do { return try await make(json) } catch let error as EngineError {
            guard case .request = error else { throw error }
            throw Failure(error).inFile(path)
        }
    }

    /// Tells of members that none of WeChat's pages names: the call is made all the same.
    func tellUnknownMembers(of call: OrderCall.Kind, _ output: Output) {
        for member in RequestMembers.unknown(in: json, of: call) {
            let nearest = nearestName(to: member.name, among: member.known)
            let (name, place) = (OpenInput.shown(path), member.pointer.cut(toBytes: 200))
            let message =
                "\(name): \(place): WeChat's page of this call does not name this member"
                + (nearest.map { "; did you mean \($0)?" } ?? "")
            let chinese =
                "\(name)：\(place)：微信这个接口的文档里没有这个字段"
                + (nearest.map { "；是不是 \($0)？" } ?? "。")
            output.notice("member_unknown", message, zh: chinese)
        }
    }
}
