/// The alarms that were logged.
struct AlarmList: Sendable {
    let log: LogLines

    var codes: [String] { log.lines("alarm").compactMap { $0.metadata["code"] } }
}
