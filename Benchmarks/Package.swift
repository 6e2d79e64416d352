// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "payscore-orders", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0",
            traits: []),
    ],
    targets: [
        // What every measurement shares: interleaved rounds, medians, the report.
        .target(name: "Measuring", dependencies: ["CHeap", "CReference"]),
        // Returns free memory to the system.
        .target(name: "CHeap"),
        // The limits that we are measured beside, in C.
        .target(
            name: "CReference",
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("crypto")]),
        // Decisions, the journal, `verify`.
        .executableTarget(
            name: "measure",
            dependencies: [
                "CReference", "Measuring",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "OrderEngine", package: "payscore-orders"),
                .product(name: "OrderEngineTesting", package: "payscore-orders"),
                .product(name: "OrderJournal", package: "payscore-orders"),
                .product(name: "OrderLifecycle", package: "payscore-orders"),
                .product(name: "SQLiteJournal", package: "payscore-orders"),
                .product(name: "WeChatPay", package: "payscore-orders"),
            ]),
        // Whole cancels, notifications, a sweep and the service, beside what they cannot do without.
        .executableTarget(
            name: "measure-exchanges",
            dependencies: [
                "Measuring",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "OrderEngine", package: "payscore-orders"),
                .product(name: "OrderEngineJSON", package: "payscore-orders"),
                .product(name: "OrderJournal", package: "payscore-orders"),
                .product(name: "OrderLifecycle", package: "payscore-orders"),
                .product(name: "OrderService", package: "payscore-orders"),
                .product(name: "SQLiteJournal", package: "payscore-orders"),
                .product(name: "Sandbox", package: "payscore-orders"),
                .product(name: "WeChatPay", package: "payscore-orders"),
                // Started by row 13; here so that it is built with the rest.
                .product(name: "payscore", package: "payscore-orders"),
            ]),
        // Callers that append at full rate.
        .target(
            name: "Appending",
            dependencies: [
                "Measuring",
                .product(name: "OrderEngine", package: "payscore-orders"),
                .product(name: "OrderEngineTesting", package: "payscore-orders"),
                .product(name: "OrderJournal", package: "payscore-orders"),
                .product(name: "OrderLifecycle", package: "payscore-orders"),
            ]),
        // The engine's own rates, for those who measure its peers.
        .executableTarget(
            name: "own-rates",
            dependencies: [
                "Appending", "Measuring",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "OrderLifecycle", package: "payscore-orders"),
                .product(name: "SQLiteJournal", package: "payscore-orders"),
            ]),
        // Ten minutes at full rate.
        .executableTarget(
            name: "soak",
            dependencies: [
                "Appending", "Measuring",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "OrderEngine", package: "payscore-orders"),
                .product(name: "OrderJournal", package: "payscore-orders"),
                .product(name: "OrderLifecycle", package: "payscore-orders"),
                .product(name: "SQLiteJournal", package: "payscore-orders"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where !target.name.hasPrefix("C") {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        ]
}
