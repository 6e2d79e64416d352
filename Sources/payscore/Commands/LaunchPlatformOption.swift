import ArgumentParser
import WeChatPay

/// A platform's word on the command line.
enum LaunchPlatformOption: String, CaseIterable, ExpressibleByArgument, Sendable {
    case app, h5
    case miniProgram = "mini-program"

    /// The platform.
    var platform: LaunchPlatform {
        switch self {
        case .app: .app
        case .h5: .h5
        case .miniProgram: .miniProgram
        }
    }
}
