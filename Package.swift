// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "payscore-orders",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "OrderLifecycle", targets: ["OrderLifecycle"]),
        .library(name: "OrderJournal", targets: ["OrderJournal"]),
        .library(name: "OrderEngine", targets: ["OrderEngine"]),
        .library(name: "OrderEngineJSON", targets: ["OrderEngineJSON"]),
        .library(name: "OrderService", targets: ["OrderService"]),
        .library(name: "SQLiteJournal", targets: ["SQLiteJournal"]),
        .library(name: "PostgresJournal", targets: ["PostgresJournal"]),
        .library(name: "WeChatPay", targets: ["WeChatPay"]),
        .library(name: "OrderEngineTesting", targets: ["OrderEngineTesting"]),
        .library(name: "Sandbox", targets: ["Sandbox"]),
        .library(name: "OwnerCommands", targets: ["payscore"]),
        .executable(name: "payscore", targets: ["payscore-program"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.3.0"),
        .package(
            url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0",
            traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.9.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    ],
    targets: [
        .target(name: "OrderLifecycle"),
        .target(
            name: "OrderJournal",
            dependencies: [
                "OrderLifecycle", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "OrderEngine",
            dependencies: [
                "OrderJournal",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        .target(
            name: "OrderEngineJSON",
            dependencies: ["OrderEngine", "OrderJournal", "OrderLifecycle"]),
        .target(
            name: "OrderService",
            dependencies: [
                "OrderEngine", "OrderEngineJSON", "OrderJournal", "OrderLifecycle",
                "OrderPresentation", "StrictJSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            resources: [
                .embedInCode("API/openapi.json"), .embedInCode("Console/Assets"),
                .embedInCode("Console/Templates"),
            ]),
        .target(
            name: "OrderPresentation",
            dependencies: ["OrderEngine", "OrderJournal", "OrderLifecycle"]),
        .target(name: "StrictJSON"),
        .target(name: "CSQLiteSettings", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "JournalStorage", dependencies: ["OrderJournal", "OrderLifecycle"]),
        .target(
            name: "SQLiteJournal",
            dependencies: [
                "JournalStorage", "OrderJournal", "CSQLiteSettings",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .target(
            name: "PostgresJournal",
            dependencies: ["CLibPQ", "JournalStorage", "OrderJournal", "OrderLifecycle"]),
        .target(name: "CGunzip", linkerSettings: [.linkedLibrary("z")]),
        .target(
            name: "WeChatPay",
            dependencies: [
                "CGunzip", "OrderEngine", "StrictJSON",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]),
        .target(
            name: "OrderEngineTesting",
            dependencies: [
                "OrderEngine", "StrictJSON", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Sandbox",
            dependencies: [
                "StrictJSON",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]),
        .target(
            name: "payscore",
            dependencies: [
                "OrderEngine", "OrderEngineJSON", "OrderLifecycle", "OrderPresentation",
                "OrderService", "SQLiteJournal", "Sandbox", "StrictJSON", "WeChatPay",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        // The program alone: its commands are in `payscore`, where programs that embed the engine
        // and tests find them.
        .executableTarget(name: "payscore-program", dependencies: ["payscore"]),
        // An example that no product holds; here, so that what it needs is compiled once.
        .executableTarget(
            name: "rental-service",
            dependencies: [
                "OrderEngine", "OrderJournal", "OrderLifecycle", "SQLiteJournal", "WeChatPay",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Examples/rental-service/Sources"),
        // What each call does in each state, for the tests of the core and of the sandbox alike.
        .target(name: "LegalityReference", path: "Tests/LegalityReference"),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"]),
        .testTarget(
            name: "OrderLifecycleTests", dependencies: ["LegalityReference", "OrderLifecycle"]),
        .testTarget(
            name: "OrderJournalTests",
            dependencies: [
                "OrderEngineTesting", "OrderJournal",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "OrderEngineTests",
            dependencies: [
                "OrderEngine", "OrderEngineTesting", "SQLiteJournal",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        .testTarget(
            name: "OrderEngineJSONTests",
            dependencies: ["OrderEngine", "OrderEngineJSON", "OrderJournal", "OrderLifecycle"],
            exclude: ["Golden"]),
        .testTarget(
            name: "OrderServiceTests",
            dependencies: [
                "OrderEngine", "OrderEngineJSON", "OrderEngineTesting", "OrderJournal",
                "OrderLifecycle", "OrderService", "SQLiteJournal", "StrictJSON",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "X509", package: "swift-certificates"),
            ]),
        .testTarget(
            name: "SQLiteJournalTests",
            dependencies: [
                "JournalStorage", "SQLiteJournal", "OrderEngineTesting",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "PostgresJournalTests",
            dependencies: [
                "JournalStorage", "OrderEngine", "OrderEngineTesting", "OrderJournal",
                "OrderLifecycle", "PostgresJournal", "SQLiteJournal",
            ]),
        .testTarget(
            name: "WeChatPayTests",
            dependencies: [
                "OrderEngineTesting", "StrictJSON", "WeChatPay",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "LegalityReference", "Sandbox",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]),
        .testTarget(
            name: "PayscoreTests",
            dependencies: [
                "payscore", "payscore-program", "OrderEngine", "OrderEngineJSON",
                "OrderEngineTesting", "OrderLifecycle", "OrderPresentation", "OrderService",
                "SQLiteJournal", "Sandbox",
                "StrictJSON",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "OrderEngineTesting", "SQLiteJournal", "Sandbox", "WeChatPay",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "OrderEngine", "OrderEngineJSON", "OrderEngineTesting", "OrderJournal",
                "OrderLifecycle", "OrderService", "PostgresJournal", "SQLiteJournal", "Sandbox",
                "WeChatPay",
                "payscore",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        // Its Inputs are a symbolic link to those of the package Fuzz.
        .testTarget(
            name: "FuzzReplayTests",
            dependencies: [
                "OrderEngine", "OrderEngineJSON", "OrderJournal", "OrderLifecycle",
                "SQLiteJournal", "StrictJSON", "WeChatPay", "payscore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .testTarget(name: "StyleTests"),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where !["CGunzip", "CLibPQ", "CSQLiteSettings"].contains(target.name)
{
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        ]
}
