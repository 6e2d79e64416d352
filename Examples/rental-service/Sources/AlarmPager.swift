import Logging
import OrderEngine
import OrderLifecycle
import ServiceLifecycle

/// Wakes a person for each alarm; put the call of your paging service where the log line is.
struct AlarmPager: Service {
    let alarms: AlarmSequence
    let logger: Logger

    /// Reads alarms until the shutdown; those that wait then are still read.
    func run() async throws {
        await withGracefulShutdownHandler {
            for await told in alarms {
                switch told {
                case .raised(let alarm):
                    logger.critical(
                        "page",
                        metadata: [
                            "code": "\(alarm.code)", "order": "\(alarm.order?.text ?? "none")",
                        ])
                case .dropped(let count):
                    logger.critical("page", metadata: ["dropped": "\(count)"])
                }
            }
        } onGracefulShutdown: {
            alarms.finish()
        }
    }
}
