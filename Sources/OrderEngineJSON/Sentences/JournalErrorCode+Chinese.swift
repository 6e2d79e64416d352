package import OrderJournal

extension JournalErrorCode {
    /// What happened and what to do, in Chinese.
    package var chinese: String {
        switch self {
        case .closed: "本程序已关闭账本。"
        case .readOnly: "账本以只读方式打开，不能写入。"
        case .halted:
            "先前有一次写入失败，此后不再写入；请排除原因，再关闭并重新打开账本。已确认写入的内容都在。"
        case .locked:
            "另一个进程正占用账本；请稍后重试，或用 --wait 等待更久。如果那是常驻服务，请由它来做。只读的命令不受影响。"
        case .missing: "这里还没有账本；请改正路径或指明配置文件，或先运行 payscore init。"
        case .notPermitted:
            "系统不允许本进程访问、读取或写入账本；请以账本所属的用户运行，或修改权限。"
        case .cannotOpen: "这里不能存放账本，或账本无法打开；详情写明了原因和文件，请据此处理。"
        case .foreign:
            "这不是 payscore 的账本：不是 SQLite 数据库，或是别的程序的数据库。如果该程序的账本就在其中，只读的命令可以打开它，写入只能由该程序进行。"
        case .notBegun: "账本是空的；请设置 merchant.mchid，并先记录一些内容，例如查询一笔订单。"
        case .otherMerchant: "账本属于另一个商户，没有记录任何内容；请打开本商户的账本，或新建一个。"
        case .tooNew: "账本由更新的版本写成；请使用那个版本。"
        case .tooOld: "账本由更早的版本写成，本版本不写那种格式；请使用原来的版本。"
        case .schemaAltered: "账本的表、索引或触发器缺失或被改动；请勿手工修复，请核验一份副本。"
        case .unsafeSettings: "数据库连接的设置无法保证数据落盘；详情写明了是哪些设置。"
        case .databaseMissing:
            "进度文件记着已有记录，数据库却不见了；请放回数据库或它的最新副本，或用 payscore resume --accept-loss 接受损失。"
        case .rolledBack:
            "进度文件所记的内容，账本里已经没有：末尾丢失，或放回了旧副本。请放回最新副本，或用 payscore resume --accept-loss 接受损失；读取不受影响。"
        case .headUnusable:
            "进度文件缺失、损坏，或属于另一个账本，无法判断记录是否丢失；请放回它，或用 payscore resume --accept-loss 接受损失。读取不受影响。"
        case .backupUnsound:
            "备份的副本核验未通过，没有留下；请运行 payscore verify 核验账本。如果账本无误，请换一块盘再备份。"
        case .subjectUndeclared:
            "一次提交没有声明记录所属的主体，没有保存任何内容；这是嵌入引擎的程序的错误。"
        case .conflict: "别处抢先了一步：订单有未决的请求，许可已用过，或其间存入了新的检查点。请查看后再试。"
        case .overloaded:
            "等待的提交过多，或 SQLite 的日志因有人一直读着旧快照而达到上限；请重试。"
        case .unreachable: "连接不上存放账本的服务器；请检查网络和服务器，再重试。"
        case .outcomeUnknown:
            "服务器在提交时断开，不知道这次提交是否已经保存；请在重试前重新查看。"
        case .full: "磁盘已满。"
        case .inputOutput: "磁盘或系统出错。"
        case .corrupt: "账本存下的内容自相矛盾；请停下来，运行 payscore verify。"
        }
    }
}
