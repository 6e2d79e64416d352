/// Why a certificate cannot be used for a listener.
public enum ListenerCertificateError: Error, Hashable, Sendable {
    /// The chain is no PEM with certificates.
    case chain
    /// The private key is no PEM with a key that is not encrypted.
    case privateKey
    /// The private key is not that of the first certificate.
    case mismatch

    /// The stable code.
    public var code: OrderServiceErrorCode { .certificateUnusable }

    /// What is wrong, in Chinese.
    package var chinese: String {
        switch self {
        case .chain: "证书文件须是 PEM 格式的证书，监听用的证书在最前。"
        case .privateKey: "私钥文件须是 PEM 格式、未加密的私钥。"
        case .mismatch: "私钥与证书文件的第一张证书不匹配。"
        }
    }
}

extension ListenerCertificateError: CustomStringConvertible {
    /// What is wrong, and what is needed.
    public var description: String {
        switch self {
        case .chain: "certificates in PEM are needed, the listener's own first"
        case .privateKey: "a private key in PEM is needed that is not encrypted"
        case .mismatch: "the private key is not that of the first certificate"
        }
    }
}
