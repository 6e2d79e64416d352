import OrderJournal

extension UncheckedPart {
    /// What was not checked, in the person's language.
    var words: String { told(description, zh: chinese) }

    private var chinese: String {
        switch self {
        case .seal: "没有任何签名：文件可能是制作者编造的；请索取依据检查点的导出文件"
        case .unsealedRecords: "检查点之后的记录只有文件自己为凭：请索取依据更新检查点的导出文件"
        case .key: "签署检查点的密钥只是文件自称的：请用 --key 给出商户的密钥"
        case .publication: "这是不是公布过的那个检查点：请用 --checkpoint 给出您手中的"
        case .laterRecords: "此后还有没有记录：只有账本能说明"
        case .exportTime: "导出的时间：没有封存"
        }
    }
}
