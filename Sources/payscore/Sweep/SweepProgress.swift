import OrderEngine
import OrderEngineJSON
import OrderLifecycle
import Synchronization

/// Tells of a sweep while it runs: what differs as an answer, and how far it has come on one line.
final class SweepProgress: Sendable {
    private let total: Int
    private let output: Output
    private let done = Mutex(0)

    init(total: Int, output: Output) {
        self.total = total
        self.output = output
    }

    /// Tells of one order.
    func tell(_ step: SweepStep) {
        let done = done.withLock { done in
            done += 1
            return done
        }
        switch step.finding {
        case .confirmed: break
        case .differed(let report, _):
            try? output.answer(SweepStepJSON(step)) {
                ObservationOutput(report: report, source: .query).lines
            }
        case .unknown:
            output.report(
                SweepStepJSON(step),
                text: told(
                    "\(step.order, .bold): WeChat does not know it",
                    zh: "\(step.order, .bold)：微信没有这笔订单"))
        case .failed(let error):
            output.report(
                SweepStepJSON(step),
                text: "\(step.order, .bold)\(told(": ", zh: "：") as String)\(Failure(error).text)")
        }
        output.progress(bar(done).line)
    }

    /// Takes the line away.
    func end() {
        output.progress("", isOver: true)
    }

    private func bar(_ done: Int) -> ProgressBar {
        let (asked, all) = (done.grouped, max(done, total).grouped)
        return ProgressBar(
            share: Double(done) / Double(max(1, total)),
            text: told("sweeping", zh: "正在巡查"),
            count: told("\(asked) of \(all) orders", zh: "\(asked) 笔，共 \(all) 笔"))
    }
}
