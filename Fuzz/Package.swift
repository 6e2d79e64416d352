// swift-tools-version: 6.2

import PackageDescription

// Product is a symbolic link to the root's Sources. The targets are built here once more rather
// than depended on: a package can import neither another's program nor what another's targets show
// only to each other, and both are fuzzed.
let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
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
        .target(name: "OrderLifecycle", path: "Product/OrderLifecycle"),
        .target(
            name: "OrderJournal",
            dependencies: [
                "OrderLifecycle", .product(name: "Crypto", package: "swift-crypto"),
            ], path: "Product/OrderJournal"),
        .target(
            name: "OrderEngine",
            dependencies: [
                "OrderJournal",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ], path: "Product/OrderEngine"),
        .target(
            name: "OrderEngineJSON",
            dependencies: ["OrderEngine", "OrderJournal", "OrderLifecycle"],
            path: "Product/OrderEngineJSON"),
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
            ], path: "Product/OrderService",
            resources: [
                .embedInCode("API/openapi.json"), .embedInCode("Console/Assets"),
                .embedInCode("Console/Templates"),
            ]),
        .target(
            name: "OrderPresentation",
            dependencies: ["OrderEngine", "OrderJournal", "OrderLifecycle"],
            path: "Product/OrderPresentation"),
        .target(name: "StrictJSON", path: "Product/StrictJSON"),
        .target(
            name: "CSQLiteSettings", path: "Product/CSQLiteSettings",
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "JournalStorage", dependencies: ["OrderJournal", "OrderLifecycle"],
            path: "Product/JournalStorage"),
        .target(
            name: "SQLiteJournal",
            dependencies: [
                "JournalStorage", "OrderJournal", "CSQLiteSettings",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], path: "Product/SQLiteJournal"),
        .target(
            name: "CGunzip", path: "Product/CGunzip", linkerSettings: [.linkedLibrary("z")]),
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
            ], path: "Product/WeChatPay"),
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
            ], path: "Product/Sandbox"),
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
            ], path: "Product/payscore"),
        .target(
            name: "Inputs",
            dependencies: [
                "OrderEngine", "OrderEngineJSON", "OrderJournal", "OrderLifecycle",
                "SQLiteJournal", "StrictJSON", "WeChatPay", "payscore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "fuzz", dependencies: ["Inputs"],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where !["CGunzip", "CSQLiteSettings"].contains(target.name) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        ]
}
