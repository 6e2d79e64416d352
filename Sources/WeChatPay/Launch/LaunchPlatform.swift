/// Where the merchant's app runs, which decides how a launch is written.
public enum LaunchPlatform: String, Hashable, Sendable, CaseIterable {
    /// An app of its own, with WeChat's OpenSDK: `WXOpenBusinessView`.
    case app
    /// A web page within WeChat (JSAPI): `wx.invoke('openBusinessView', …)`.
    case h5
    /// A mini-program: `wx.openBusinessView(…)`.
    case miniProgram = "mini-program"
}
