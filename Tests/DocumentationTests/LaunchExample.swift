import OrderEngine
import OrderLifecycle
import WeChatPay

/// Makes what a web page hands to WeChat to have a customer confirm an order.
func confirmation(of package: String, merchantID: MerchantID) throws -> String {
    let signer = LaunchSigner(merchantID: merchantID, key: try APIv2Key(file: "keys/api_v2_key"))
    let launch = try ClientLaunch.confirm(
        package: package, signedBy: signer, at: SystemClock().now())
    return launch.arguments(on: .h5)
}
