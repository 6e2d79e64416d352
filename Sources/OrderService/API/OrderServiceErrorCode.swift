/// The stable codes of what the service refuses; docs/reference/errors.md says what to do about
/// each.
public enum OrderServiceErrorCode: String, Hashable, Sendable, CaseIterable {
    /// Nothing is at this path.
    case endpointUnknown = "endpoint_unknown"
    /// Something is at this path, for another method.
    case methodNotAllowed = "method_not_allowed"
    /// Too many requests are under way.
    case tooManyRequests = "too_many_requests"
    /// The principal makes more requests than it may.
    case rateExceeded = "rate_exceeded"
    /// The body has more than 64 KiB.
    case bodyTooLarge = "body_too_large"
    /// No token was presented.
    case tokenMissing = "token_missing"
    /// The token is none that is accepted.
    case tokenUnknown = "token_unknown"
    /// The token's time is over.
    case tokenExpired = "token_expired"
    /// The identity provider signed the token, and not for this service.
    case tokenUnfit = "token_unfit"
    /// Too many tokens were not accepted within a minute; nobody signs in meanwhile.
    case signInLimited = "sign_in_limited"
    /// A form was sent by no page of the session.
    case formForeign = "form_foreign"
    /// No role of the principal may use the endpoint.
    case roleMissing = "role_missing"
    /// The body is no `application/json`.
    case mediaTypeUnsupported = "media_type_unsupported"
    /// The body is no object of strict JSON.
    case bodyNotJSON = "body_not_json"
    /// The body has a member that is not known here.
    case memberUnknown = "member_unknown"
    /// The body lacks a member.
    case memberMissing = "member_missing"
    /// A member of the body is of another kind.
    case memberInvalid = "member_invalid"
    /// The query has a parameter that is not known here, or one twice.
    case parameterUnknown = "parameter_unknown"
    /// A parameter of the query or a part of the path is not what it must be.
    case parameterInvalid = "parameter_invalid"
    /// A header is not what it must be.
    case headerInvalid = "header_invalid"
    /// No role of the principal may make this call.
    case callNotPermitted = "call_not_permitted"
    /// No role of the principal may acknowledge a loss.
    case consentNotPermitted = "consent_not_permitted"
    /// The order is at another revision than `If-Match` says.
    case revisionDiffers = "revision_differs"
    /// The call gives nothing up, so that there is nothing to approve.
    case approvalNotNeeded = "approval_not_needed"
    /// The idempotency key was used for another request.
    case idempotencyKeyReused = "idempotency_key_reused"
    /// The request with this idempotency key is under way.
    case idempotencyKeyInUse = "idempotency_key_in_use"
    /// A request with this idempotency key was begun, and its answer was never kept.
    case idempotencyOutcomeUnknown = "idempotency_outcome_unknown"
    /// The service has no key that signs checkpoints.
    case sealingNotConfigured = "sealing_not_configured"
    /// What was to be delivered again, or dropped, is no dead letter.
    case deliveryNotDead = "delivery_not_dead"
    /// The service is shutting down, or the journal cannot be read.
    case notReady = "not_ready"
    /// Something failed that has no code of its own.
    case internalError = "internal_error"
    /// A file is no list of tokens, or a token cannot be added to it.
    case tokenListInvalid = "token_list_invalid"
    /// A file is no key set of an identity provider.
    case identityKeysInvalid = "identity_keys_invalid"
    /// A certificate, or its private key, cannot be used for a listener.
    case certificateUnusable = "certificate_unusable"
    /// A listener would be reached in clear text from other machines.
    case listenerNotLoopback = "listener_not_loopback"
    /// The kernel does not say who is at the other end of the socket.
    case peerUnknown = "peer_unknown"
    /// The socket beside the journal's lock cannot be made.
    case socketUnusable = "socket_unusable"
}

extension OrderServiceErrorCode {
    /// What is wrong, in Chinese.
    package var chinese: String {
        switch self {
        case .endpointUnknown: "这个路径下没有内容；请核对路径。"
        case .methodNotAllowed: "这个路径不支持该方法；可用的方法见 Allow 头。"
        case .tooManyRequests: "正在处理的请求太多；请稍后重试。"
        case .rateExceeded: "该令牌的请求太频繁；请按 Retry-After 等待。"
        case .bodyTooLarge: "请求体大于 64 KiB。"
        case .tokenMissing: "请在 Authorization 头中以 Bearer 给出令牌。"
        case .tokenUnknown: "令牌无效，或已被撤销。"
        case .tokenExpired: "令牌已过期；请更换。"
        case .tokenUnfit: "令牌由身份提供方签发，但不适用于本服务；详情写明了是哪一项声明。"
        case .signInLimited: "一分钟内无效的令牌太多；请一分钟后再登录。"
        case .formForeign: "表单不是本次会话的页面所发；请重新打开页面再提交。"
        case .roleMissing: "该令牌的角色不能使用这个接口。"
        case .mediaTypeUnsupported: "请求体须为 application/json。"
        case .bodyNotJSON: "请求体不是合规的 JSON 对象。"
        case .memberUnknown: "请求体有未知的成员；详情写明了是哪一个。"
        case .memberMissing: "请求体缺少成员；详情写明了是哪一个。"
        case .memberInvalid: "请求体有成员的值不对；详情写明了是哪一个。"
        case .parameterUnknown: "查询串有未知或重复的参数；详情写明了是哪一个。"
        case .parameterInvalid: "查询串的参数或路径的一段不对；详情写明了是哪一个。"
        case .headerInvalid: "请求头的值不对；详情写明了是哪一个。"
        case .callNotPermitted: "该令牌的角色不能发起这种调用。"
        case .consentNotPermitted: "该令牌的角色不能确认损失；须由 approver 确认。"
        case .revisionDiffers: "订单此后有了新的记录；请重新读取后再试。"
        case .approvalNotNeeded: "这次调用不放弃任何款项，没有提交审批；请直接发起。"
        case .idempotencyKeyReused: "这个 Idempotency-Key 已用于别的请求；请换一个。"
        case .idempotencyKeyInUse: "带这个 Idempotency-Key 的请求仍在处理；请稍后再问。"
        case .idempotencyOutcomeUnknown:
            "带这个 Idempotency-Key 的请求已经开始，但没有留下答复；结果在订单里，请读取订单，再用新的键。"
        case .sealingNotConfigured: "本服务没有签检查点的密钥。"
        case .deliveryNotDead: "该订单没有已放弃的推送；请重新查看。"
        case .notReady: "服务正在关闭，或账本读不了。"
        case .internalError: "服务内部出错；没有答复。"
        case .tokenListInvalid: "令牌文件不对；详情写明了哪里不对。"
        case .identityKeysInvalid: "身份提供方的公钥集不能用；详情写明了原因。"
        case .certificateUnusable: "监听用的证书或私钥不能用；详情写明了原因。"
        case .listenerNotLoopback: "没有 TLS，不能在本机以外的地址上以明文监听。"
        case .peerUnknown: "系统没有说明套接字另一端是哪个用户。"
        case .socketUnusable: "账本锁旁的套接字无法创建；详情写明了原因。"
        }
    }
}
