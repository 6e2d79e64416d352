public import ArgumentParser
public import Sandbox
public import WeChatPay

// Words of the libraries that are words of the command line as they are.
extension LaunchPlatform: ExpressibleByArgument {}
extension SigningMode: ExpressibleByArgument {}
