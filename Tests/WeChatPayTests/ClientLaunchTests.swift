import Foundation
import OrderJournal
import OrderLifecycle
import Testing

@testable import WeChatPay

/// The signatures were computed with Python's `hmac` over the text that WeChat's page describes.
struct ClientLaunchTests {
    private static let now = Timestamp(clamping: 1_530_097_563_999)

    private static func signer() throws -> LaunchSigner {
        LaunchSigner(
            merchantID: try MerchantID("1230000109"),
            key: try APIv2Key(bytes: Array("exposed_your_key_here_have_risks".utf8)))
    }

    private static func confirmation(_ package: String) throws -> ClientLaunch {
        try .confirm(
            package: package, signedBy: signer(), at: now, random: ConstantRandom())
    }

    private static func detail() throws -> ClientLaunch {
        try .detail(
            of: OutOrderNumber("1234|323*J"), serviceID: ServiceID("88888888000011"),
            signedBy: signer(), at: now, random: ConstantRandom())
    }

    @Test func `an authorization has the token alone`() throws {
        let launch = try ClientLaunch.authorize(token: "AAQT-_x")
        #expect(!launch.isSigned)
        #expect(
            launch.arguments(on: .miniProgram)
                == #"{"businessType":"wxpayScoreEnable","#
                + #""extraData":{"apply_permissions_token":"AAQT-_x"}}"#)
        #expect(
            launch.arguments(on: .h5)
                == #"{"businessType":"wxpayScoreEnable","#
                + #""queryString":"apply_permissions_token=AAQT-_x"}"#)
        #expect(
            launch.arguments(on: .app)
                == #"{"businessType":"wxpayScoreEnable","#
                + #""query":"apply_permissions_token=AAQT-_x","#
                + #""extInfo":"{\"miniProgramType\":0}"}"#)
    }

    @Test func `a confirmation without a key has the package alone`() throws {
        let launch = try ClientLaunch.confirm(package: "XXXXXXXX")
        #expect(!launch.isSigned)
        #expect(launch.queryString == "package=XXXXXXXX")
    }

    @Test func `a confirmation is signed over whole seconds and thirty-two characters`() throws {
        let launch = try Self.confirmation("XXXXXXXX")
        #expect(launch.isSigned)
        #expect(
            launch.queryString
                == "mch_id=1230000109&package=XXXXXXXX&timestamp=1530097563"
                + "&nonce_str=07070707070707070707070707070707&sign_type=HMAC-SHA256"
                + "&sign=0C95FD9515A1672955897EF4870FECE596DB833514670340EC0C8D29686F4948")
    }

    @Test func `the signature is over the value, and the query has it encoded`() throws {
        let launch = try Self.confirmation("a+b/c=&d%")
        #expect(launch.queryString.contains("&package=a%2Bb%2Fc%3D%26d%25&"))
        #expect(
            launch.queryString.hasSuffix(
                "&sign=78877224845D26FA91B65E4EFFA5FDE0556E98EB61B269877CF1CF0192C0F536"))
        #expect(launch.arguments(on: .miniProgram).contains(#""package":"a+b/c=&d%","#))
    }

    @Test func `an order's page is signed with its service and number`() throws {
        let launch = try Self.detail()
        #expect(
            launch.queryString
                == "mch_id=1230000109&service_id=88888888000011&out_order_no=1234%7C323%2AJ"
                + "&timestamp=1530097563&nonce_str=07070707070707070707070707070707"
                + "&sign_type=HMAC-SHA256"
                + "&sign=3CFF0F61A4CEFC4FECFED5116834DEA258A16BD43E4F0CE891DDF50110E830A7")
        #expect(launch.arguments(on: .h5).hasPrefix(#"{"businessType":"wxpayScoreDetail""#))
    }

    @Test(arguments: LaunchPage.allCases)
    func `every platform is told the same`(page: LaunchPage) throws {
        let launch =
            switch page {
            case .authorize: try ClientLaunch.authorize(token: "a+b")
            case .confirm: try Self.confirmation("a b".replacing(" ", with: "/"))
            case .detail: try Self.detail()
            }
        let told = Dictionary(
            uniqueKeysWithValues: launch.parameters.map { ($0.name, $0.value) })
        func object(_ platform: LaunchPlatform) throws -> [String: Any] {
            let read = try JSONSerialization.jsonObject(
                with: Data(launch.arguments(on: platform).utf8))
            let object = try #require(read as? [String: Any])
            #expect(object["businessType"] as? String == page.businessType)
            return object
        }
        func query(_ platform: LaunchPlatform, _ name: String) throws -> [String: String] {
            var components = URLComponents()
            components.percentEncodedQuery = try object(platform)[name] as? String
            let items = try #require(components.queryItems)
            return Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0.value ?? "") })
        }
        #expect(try object(.miniProgram)["extraData"] as? [String: String] == told)
        #expect(try query(.h5, "queryString") == told)
        #expect(try query(.app, "query") == told)
    }

    @Test(arguments: ["", "a b", "a\n", "令牌", "a\u{7F}", String(repeating: "+", count: 700)])
    func `what WeChat did not make, or does not take, is refused`(text: String) throws {
        func code(_ make: () throws(WeChatPayError) -> ClientLaunch) -> WeChatPayErrorCode? {
            do throws(WeChatPayError) {
                _ = try make()
                return nil
            } catch { return error.code }
        }
        let signer = try Self.signer()
        #expect(
            code { () throws(WeChatPayError) in try .authorize(token: text) } == .launchInvalid)
        #expect(
            code { () throws(WeChatPayError) in try .confirm(package: text) } == .launchInvalid)
        #expect(
            code { () throws(WeChatPayError) in
                try .confirm(package: text, signedBy: signer, at: Self.now)
            } == .launchInvalid)
    }

    @Test func `a query has 2048 bytes at most`() throws {
        let room = ClientLaunch.queryLimit - "package=".utf8.count
        let longest = String(repeating: "a", count: room)
        #expect(try ClientLaunch.confirm(package: longest).queryString.utf8.count == 2048)
        #expect(throws: WeChatPayError.self) { try ClientLaunch.confirm(package: longest + "a") }
    }

    @Test func `nothing is signed without enough randomness`() throws {
        struct NoRandom: RandomSource {
            func bytes(_ count: Int) -> [UInt8] { [] }
        }
        #expect(throws: WeChatPayError.self) {
            try ClientLaunch.confirm(
                package: "X", signedBy: Self.signer(), at: Self.now, random: NoRandom())
        }
    }
}
