import OrderJournal

extension ProofProblem {
    /// What is wrong and what to do, in Chinese.
    var chinese: String {
        switch self {
        case .signatureWrong: "检查点的签名与它写明的密钥不符，不能用它证明任何事。"
        case .journalDiffers: "检查点属于另一个账本。"
        case .sizesBackwards: "较早的检查点所封存的记录比较新的还多；请把两者对调。"
        case .sizeDiffers: "证明与检查点的记录数不同：它属于别的检查点。"
        case .recordOutside: "检查点没有封存这条记录：签发时还没有这条记录；请用更晚的检查点。"
        case .journalShorter: "账本缺少检查点所封存的记录；请运行 payscore verify。"
        case .rootDiffers: "推不出封存时的树根：记录、证明或账本已不是当时的样子。"
        }
    }

    /// What is wrong, in the person's language.
    var words: String { told(description, zh: chinese) }
}
