import OrderJournal

extension VerificationFindingCode {
    /// What was found, in Chinese.
    var chinese: String {
        switch self {
        case .sequenceGap: "缺一个序号：有记录被删除或挪动。"
        case .recordUnreadable: "存下的内容不是记录，或无法读懂：被改动过，或由更新的版本写成。"
        case .recordHashDiffers: "存下的哈希与内容不符：写入之后被改动过。"
        case .recordTimeWentBack: "记录的时间早于前一条；引擎不会这样写。"
        case .recordMisplaced: "记录存放在不属于它的主体之下。"
        case .beginningMisplaced:
            "首条记录没有写明账本是哪一个、属于谁，或后面又写了一次：有记录被删除、插入或替换。"
        case .revisionGap: "订单的版本不连续：有记录被删除或挪动。"
        case .chainBroken: "记录没有写明同一订单前一条记录的哈希：其中一条被改动或替换。"
        case .illegalTransition: "订单当时所处的阶段不可能发生这个事件。"
        case .phaseDiffers: "记录写的阶段与重放得出的不同。"
        case .attemptUnknown: "记录提到的请求没有开始过。"
        case .attemptEnded: "记录接在一个已经结束的请求之后。"
        case .attemptOverlaps: "订单的一个请求尚未结束，另一个又开始了，或两个请求同名。"
        case .permitMisused: "许可签发了两次、用了两次，或没有签发就用了。"
        case .approvalMisused: "审批被不相符的记录确认、执行或结束，或在结束之后又有记录。"
        case .notificationRepeated: "同一条通知被记录了两次，或按其编号找不到。"
        case .requestDiffers: "存下的请求字节缺失，或与意图不符；这个请求不会再发送。"
        case .attemptDiffers: "存下的请求与重放记录得出的不同。"
        case .permitDiffers: "存下的许可与重放记录得出的不同。"
        case .approvalDiffers: "存下的审批与重放记录得出的不同。"
        case .orderDiffers: "存下的订单与重放记录得出的不同，或历史的末尾缺了记录。"
        case .authorizationDiffers: "存下的授权与重放记录得出的不同，或历史的末尾缺了记录。"
        case .orderWithoutRecords: "存有一笔没有任何记录的订单。"
        case .attemptWithoutRecords: "存有一个没有任何记录的未决请求。"
        case .rowUnexplained:
            "有一行数据没有记录可以解释（例如凭空造出的许可），或缺少必须有的一行；请查明谁写过这个文件，并恢复副本。"
        case .velocityLimitDiffers: "限额与由记录得出的不符。"
        case .policyNotInForce:
            "决定写的策略，或策略变更写的旧策略，不是此前记录的那一个：有人写入了决定或删除了变更。请恢复副本。"
        case .policyDiffers:
            "账本当作生效的策略不是记录中最后的一个：索引已损坏。请在副本上运行 REINDEX 后再核验。"
        case .recordsUnlisted:
            "按订单读到的记录与读全部记录的数目不同：索引已损坏。请在副本上运行 REINDEX 后再核验。"
        case .indexDiffers:
            "用来查找订单和请求、计算限额的数据与记录不符。请在副本上运行 REINDEX 后再核验；仍不符时，恢复副本。"
        case .checkpointUnreadable: "存下的一个检查点读不懂。"
        case .checkpointOutOfOrder: "检查点封存的记录不比前一个多，或不是紧接前一个存入的。"
        case .checkpointChainBroken: "检查点没有写明前一个：有检查点被删除或替换。"
        case .checkpointOriginDiffers:
            "检查点写的账本与首条记录不同：它来自别处，或首条记录被替换。"
        case .checkpointSignatureWrong: "检查点的签名与它写明的密钥不符。"
        case .checkpointKeyUnknown: "检查点的签名密钥，此前没有任何记录写明。"
        case .checkpointRootDiffers: "封存的记录中有一条不是封存时的样子；详情写明了范围。"
        case .journalTruncated: "记录比检查点封存的少：末尾被删除。"
        case .headUnusable: "进度文件缺失、损坏，或属于另一个账本，无法判断账本的末尾是否还在。"
        case .headAhead:
            "记录比进度文件所记的少：末尾被删除，日志丢失，或放回了旧副本。所指的是第一条缺失的记录。"
        case .headRecordDiffers:
            "进度文件所记的最后一条记录已换成另一条：末尾被改写，或换成了另一份副本。"
        case .headRootDiffers: "进度文件所记的记录中有一条已换成另一条；详情写明了范围。"
        case .headCheckpointMissing: "进度文件所记的最后一个检查点不在账本里。"
        case .outsideOriginDiffers:
            "已公布的检查点写的账本与首条记录不同；请用为本账本公布的检查点。如果用的正是它，账本已被替换。"
        case .outsideSignatureWrong:
            "已公布的检查点的签名与它写明的密钥不符，不能用它证明任何事。"
        case .outsideKeyUnknown:
            "已公布的检查点的签名密钥，没有任何记录写明：它属于另一个账本，或账本已被替换。"
        case .outsideJournalShorter:
            "记录比已公布的检查点封存的少：放回了旧副本，或末尾被删除。"
        case .outsideRootDiffers:
            "由记录推不出已公布的检查点的树根：账本被改写，或是另一个账本。"
        }
    }
}

extension VerificationFinding {
    /// The finding in the person's language.
    var words: String { told(description, zh: chinese) }

    /// The code, the place and what was found, in Chinese, with the explanation as the detail.
    var chinese: String {
        "\(code.rawValue)\(placeInChinese)：\(code.chinese)（详情：\(explanation)）"
    }

    private var placeInChinese: String {
        let about: String? =
            switch subject {
            case .order(let order): "订单 \(order)"
            case .authorization(let code): "授权 \(code)"
            case .journal, nil: nil
            }
        let place = [sequence.map { "记录 #\($0)" }, about].compactMap { $0 }
        return place.isEmpty ? "" : "（\(place.joined(separator: "，"))）"
    }
}
