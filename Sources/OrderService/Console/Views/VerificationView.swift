import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// How the verification of the journal stands, in a few words.
struct VerificationView {
    let verdict: StyledView
    let words: String
    let at: MomentView?
    let findings: [String]

    private static let shownFindings = 20

    init(_ run: VerificationRun?) {
        at = (run?.endedAt ?? run?.beganAt).map { MomentView($0) }
        switch run?.outcome {
        case .verified(let report)?:
            verdict = StyledView(
                report.isSound
                    ? StyledText(told("SOUND", zh: "全部成立"), .good)
                    : StyledText(told("DOES NOT HOLD", zh: "有不成立的"), .bad))
            let records = counted(report.records, "record", "records", zh: "条记录")
            words =
                report.isEndChecked
                ? told(
                    "\(records) were read, and none is missing at the end.",
                    zh: "已读取\(records)，末尾没有缺失。")
                : told(
                    "\(records) were read; whether some are missing at the end cannot be told.",
                    zh: "已读取\(records)；末尾是否缺失无法得知。")
            findings = report.findings.prefix(Self.shownFindings).map { "\($0)".visible }
        case .failed(let code)?:
            verdict = StyledView(StyledText(told("NOT READ", zh: "未能读取"), .bad))
            (words, findings) = (code, [])
        case nil:
            guard let run else {
                verdict = StyledView(StyledText(told("not asked for", zh: "尚未核验"), .dim))
                (words, findings) = ("", [])
                return
            }
            verdict = StyledView(StyledText(told("UNDER WAY", zh: "正在核验"), .caution))
            let read = min(run.done[.records] ?? 0, run.done[.orders] ?? 0)
            let (some, all) = (
                Int(clamping: read).grouped, Int(clamping: run.total ?? 0).grouped
            )
            words = told("\(some) of \(all) records", zh: "\(all) 条记录中的 \(some) 条")
            findings = []
        }
    }
}
