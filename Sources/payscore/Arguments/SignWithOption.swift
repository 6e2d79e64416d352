import ArgumentParser
import Sandbox

/// Which key the sandbox signs with, on the command line.
enum SignWithOption: String, CaseIterable, ExpressibleByArgument, Sendable {
    case publicKey = "public-key"
    case platformCertificate = "platform-certificate"
    case either

    /// The sandbox's own word.
    var mode: SigningMode {
        switch self {
        case .publicKey: .publicKey
        case .platformCertificate: .platformCertificate
        case .either: .either
        }
    }
}
