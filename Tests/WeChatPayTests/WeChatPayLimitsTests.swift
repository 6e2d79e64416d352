import Testing

@testable import WeChatPay

/// The limits of a call.
struct WeChatPayLimitsTests {
    @Test(
        arguments: [
            (.zero, .seconds(30), 262_144, 30), (.milliseconds(9), .seconds(30), 262_144, 30),
            (.milliseconds(60_001), .seconds(30), 262_144, 30),
            (.seconds(Int64.max), .seconds(30), 262_144, 30),
            (.seconds(Int64.min), .seconds(30), 262_144, 30), (.seconds(5), .zero, 262_144, 30),
            (.seconds(5), .milliseconds(120_001), 262_144, 30),
            (.seconds(5), .seconds(Int64.max) * 10, 262_144, 30),
            (.seconds(5), .seconds(30), 0, 30), (.seconds(5), .seconds(30), Int.max, 30),
            (.seconds(5), .seconds(30), 262_144, 0), (.seconds(5), .seconds(30), 262_144, 31),
            (.seconds(5), .seconds(30), 262_144, 51),
        ] as [(Duration, Duration, Int, Int)])
    func `a limit outside its range is refused`(
        connect: Duration, request: Duration, answer: Int, reason: Int
    ) {
        #expect {
            try WeChatPayLimits(
                connectTimeout: connect, requestTimeout: request, answerBytes: answer,
                reasonLimit: reason)
        } throws: { error in
            (error as? WeChatPayError)?.code == .settingInvalid
        }
    }
}
