import OrderEngine
import OrderJournal
import SQLiteJournal

extension Doctor {
    /// Compares the key for customers with the one that the journal's were named with.
    func checkCustomerKey(
        _ journal: SQLiteJournalStore, _ configuration: PayscoreConfiguration,
        _ list: inout CheckList
    ) async {
        let name = told("customer key", zh: "用户密钥")
        do {
            let names = JournalNames(global, configuration)
            guard let key = try configuration.customerKey(besides: names),
                let isRight = try await journal.read({ try key.named(thoseIn: $0) })
            else { return }
            guard isRight else { throw EngineError.customerKeyDiffers }
            list.ok(
                name,
                told("the one that the journal's customers were named with", zh: "与账本登记用户时用的一致"))
        } catch {
            list.fail(
                name, Failure(error),
                told(
                    "set customer_key_file back to the key that was used first",
                    zh: "请把 customer_key_file 改回最初使用的密钥"))
        }
    }
}
