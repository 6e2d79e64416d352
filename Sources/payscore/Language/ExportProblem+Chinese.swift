import OrderJournal

extension ExportProblem {
    /// What is wrong and what to do, in Chinese.
    var chinese: String {
        switch self {
        case .signatureWrong: "检查点的签名与它写明的密钥不符：它被改动过，或是编造的。"
        case .keyMisnamed: "文件开头写的密钥与检查点的不同：开头被改动过。"
        case .notSealed: "导出没有检查点，无从与所给的密钥或检查点比较；请索取带检查点的导出。"
        case .keyDiffers: "检查点不是用 --key 所给的密钥签的，或写着另一个来源：它属于别的账本，或是伪造的。"
        case .checkpointDiffers:
            "导出用的不是 --checkpoint 所给的检查点；请索取 payscore export 订单号 --checkpoint 文件 的结果。"
        case .recordMissing: "这条记录之前缺了记录，或它位置不对，或属于别的订单。"
        case .chainBroken: "这条记录没有接上前一条：其中一条被替换过。"
        case .recordAltered: "这条记录与它的哈希不符：被改动过。"
        case .notProven: "检查点应当封存这条记录，导出却没有证明；或证明了检查点不可能封存的记录。"
        case .headerDiffers: "文件开头与记录不符：末尾缺了记录，或开头被改动过。"
        }
    }

    /// What is wrong, in the person's language.
    var words: String { told(description, zh: chinese) }
}
