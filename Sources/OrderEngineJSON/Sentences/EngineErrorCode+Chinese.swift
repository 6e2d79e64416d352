package import OrderEngine

extension EngineErrorCode {
    /// What happened and what to do, in Chinese.
    package var chinese: String {
        switch self {
        case .requestInvalid: "请求不符合微信的规则，没有发送；详情写明了是哪个字段。"
        case .requestKeyMissing:
            "一次未决的请求要原样重发，而封装它的密钥没有给出，没有发送；请把该密钥设为 former_request_key_file，再补查一次。"
        case .customerKeyMissing:
            "请求写明了用户（openid），而没有给出封装用户数据的密钥，没有发送；请设置 customer_key_file。"
        case .customerKeyDiffers:
            "给出的 customer_key_file 不是本账本登记用户时用的那一个，没有发送；请改回原来的密钥。"
        case .customerUnknown: "账本里没有这个用户。"
        case .customerBusy:
            "写明该用户的一次请求还没有结果，可能要原样重发，因此不能遗忘该用户；请先补查。"
        case .authorizationUnknown: "微信没有该商户服务下的这个授权；请核对授权协议号。"
        case .positionUnknown: "账本里已没有这个位置的记录：它在丢失记录后继续写过；请从头读取。"
        case .importTooLarge: "一次最多接管 \(Engine.importLimit) 笔订单，没有记录任何内容；请分批接管。"
        case .unreachable: "连不上微信，没有发送任何请求；请稍后重试。"
        case .orderUnknown: "没有这笔订单；请核对商户订单号。"
        case .recordUnknown: "这笔订单没有这个编号的记录，或该记录没有报警，或它本身就是备注，无需说明；请用 payscore history 查看。"
        case .refused: "微信驳回了这次查询；详情写明了微信的错误码。"
        case .unanswered:
            "查询没有得到应答，或应答验签不通过；没有改变任何内容。详情写明了应答的内容和需要核对的设置。"
        case .journalFailed: "账本出错。"
        case .journalInconsistent: "账本自相矛盾；请停下来，运行 payscore verify。"
        case .embedderFailed:
            "嵌入引擎的程序在同一次提交中写入的内容出错；它的数据和记录都没有保存。"
        }
    }
}
