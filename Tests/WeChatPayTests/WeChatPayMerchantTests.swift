import OrderLifecycle
import Testing

@testable import WeChatPay

/// The merchant as requests name it.
struct WeChatPayMerchantTests {
    @Test(arguments: [
        ("1230000109\"", "wx1", "500001", "AB"), ("1", "wx&1", "500001", "AB"),
        ("1", "wx1", "5#1", "AB"), ("1", "wx1", "5", "XYZ"), ("1", "wx1", "5", ""),
        ("1", "wx1", "5", String(repeating: "A", count: 65)),
    ])
    func `an identifier that would need quoting is refused`(
        merchant: String, app: String, service: String, serial: String
    ) throws {
        let good = try TestKeys.merchantSettings()
        #expect {
            try WeChatPayMerchant(
                merchantID: MerchantID(merchant), appID: AppID(app), serviceID: ServiceID(service),
                certificateSerial: serial, privateKey: good.privateKey, apiV3Key: good.apiV3Key)
        } throws: { error in
            (error as? WeChatPayError)?.code == .settingInvalid
        }
    }
}
