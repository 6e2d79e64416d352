import OrderJournal
import Testing

@testable import PostgresJournal

/// Where a database is, and what an address must not hold.
@Suite struct PostgresAddressTests {
    @Test(arguments: [
        ("postgres://clerk@db.example.com/orders", "orders at db.example.com"),
        ("postgresql:///orders?host=/run/postgresql", "orders at /run/postgresql"),
        ("postgres://clerk@db1,db2:5433/orders", "orders at db1,db2"),
        ("postgres://", "postgres at this machine"),
    ])
    func `an address is read`(text: String, place: String) throws {
        #expect(try PostgresAddress(text).place == place)
    }

    @Test(arguments: [
        "postgres://u:geheim@db/orders", "postgres://u@db/orders?password=geheim",
        "postgres://u@db/orders?sslpassword=geheim", "postgres://u@db/orders?service=geheim",
        "postgres://u@db/orders?options=geheim", "postgres://u@[geheim/orders", "geheim.sqlite",
        "postgres://u@db/orders?geheim=1",
    ])
    func `a password is refused, and never told`(text: String) throws {
        let error = #expect(throws: JournalError.self) { try PostgresAddress(text) }
        #expect(error?.code == .cannotOpen)
        #expect(error?.description.contains("geheim") == false)
    }

    @Test(arguments: [
        ("postgres://u@db/orders", "verify-full"), ("postgres://u@127.0.0.1/orders", "verify-full"),
        ("postgres://u@/orders?hostaddr=10.0.0.1", "verify-full"),
        ("postgres://u@db/orders?sslmode=require", "require"),
        ("postgres://u@/orders?host=/run/postgresql", nil), ("postgres://u@/orders", nil),
        ("postgres://u@/orders?host=/run/postgresql,db", "verify-full"),
    ])
    func `over a network the server's name is verified, unless the address says otherwise`(
        text: String, mode: String?
    ) throws {
        let parameters = try PostgresAddress(text).parameters(isWriting: true, isDirect: true)
        #expect(parameters.first { $0.name == "sslmode" }?.value == mode)
        #expect(parameters.first { $0.name == "target_session_attrs" }?.value == "read-write")
    }
}
