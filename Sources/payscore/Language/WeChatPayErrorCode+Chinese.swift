import WeChatPay

extension WeChatPayErrorCode {
    /// What is wrong and what to do, in Chinese.
    var chinese: String {
        switch self {
        case .settingInvalid: "有一项设置超出范围；详情写明了是哪一项。"
        case .baseURLRefused: "base_url 既不是微信的域名，也不是本机回环地址。"
        case .loopbackNotAllowed: "在本机回环地址上使用 HTTP，须明确允许。"
        case .keyFileMissing: "没有这个密钥文件；请改正路径。"
        case .keyFileUnreadable: "密钥文件读不了；请检查它的属主和权限。"
        case .keyFileOutside: "符号链接指到了密钥文件所在目录之外，或指向不存在的文件。"
        case .keyFileNotRegular: "这里需要一个文件，不能是目录、管道或设备。"
        case .keyFileOwner: "密钥文件既不属于当前用户，也不属于 root。"
        case .keyFilePermissions: "其他人能读写密钥文件；如果文件是你的，请运行 chmod 600。"
        case .fileUntrusted:
            "其他用户可能改动或替换过这个文件，而它决定信任谁；它须属于你或 root，且别人不能写：请对自己的文件运行 chmod go-w。"
        case .keyFileEmpty: "密钥文件是空的。"
        case .keyFileTooLarge: "密钥文件大于 64 KiB。"
        case .keyNotPEM:
            "文件里没有格式正确的 PEM；私钥可以用 openssl pkey -in 原文件 -out 新文件 转换。"
        case .keyFileSurplus: "文件里除一段 PEM 之外还有别的内容。"
        case .keyEncrypted: "私钥加了密；请解密到一个只有你能读的文件。"
        case .keyIsCertificate: "这里需要密钥，给出的却是证书。"
        case .keyIsPublic: "这里需要私钥或证书，给出的却是公钥。"
        case .keyIsPrivate: "这里需要公钥或证书，给出的却是私钥。"
        case .keyNotRSA: "密钥（或证书中的密钥）不是 RSA 密钥。"
        case .keyMalformed: "密钥无法解码，或其中的数不构成 RSA 密钥。"
        case .keyTooSmall: "RSA 密钥（或证书中的密钥）不足 2048 位。"
        case .apiV3KeyLength: "API v3 密钥须正好 32 字节。"
        case .apiV2KeyLength: "API v2 密钥须正好 32 字节。"
        case .certificateMalformed: "平台证书无法解码。"
        case .certificateSerial: "平台证书的序列号与所给的不同。"
        case .certificateExpired: "微信列出的证书现在都不在有效期内。"
        case .decryptionFailed: "用这个 API v3 密钥解不开微信加密的内容；请核对密钥。"
        case .certificatesUnavailable: "没有取得经过验签、可以读懂的证书列表；请稍后重试。"
        case .randomnessExhausted: "随机源重复或产出不足；没有发送任何请求。"
        case .signingFailed: "商户私钥无法签名。"
        case .jsonInvalid: "这不是合格的 JSON；详情写明了出错的字节。"
        case .orderInvalid: "这段 JSON 不是微信的订单；详情写明了出错的字段。"
        case .launchInvalid: "调起参数不对：应是微信返回的原文，且总长不超过上限。"
        case .billInvalid: "这不是完整的微信交易账单，或属于别的商户；详情写明了是哪一行。"
        case .billUnavailable: "没有取得支付分对账单：微信没有给出经过验签的清单，或下载没有成功。"
        case .billAltered: "对账单有一部分与微信签名的不一致；什么也没有写入。"
        }
    }
}
