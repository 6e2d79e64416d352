// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "adversity",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "payscore-orders", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // What every trial shares: its seed, its figures, its controls.
        .target(
            name: "Trials",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser")
            ]),
        // The recorder of what is done to files, and the calls that it makes fail.
        .target(name: "CFaultVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "FileRecording",
            dependencies: [
                "CFaultVFS", "Trials",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "OrderEngine", package: "payscore-orders"),
                .product(name: "OrderEngineTesting", package: "payscore-orders"),
                .product(name: "OrderJournal", package: "payscore-orders"),
                .product(name: "OrderLifecycle", package: "payscore-orders"),
            ]),
        .executableTarget(
            name: "simulate",
            dependencies: [
                "Trials",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "OrderEngine", package: "payscore-orders"),
                .product(name: "OrderEngineTesting", package: "payscore-orders"),
                .product(name: "OrderJournal", package: "payscore-orders"),
                .product(name: "OrderLifecycle", package: "payscore-orders"),
            ],
            exclude: ["README.md"], resources: [.embedInCode("Regressions.txt")]),
        .executableTarget(
            name: "lose-power",
            dependencies: [
                "CFaultVFS", "FileRecording", "Trials",
                .product(name: "OrderEngine", package: "payscore-orders"),
                .product(name: "OrderEngineTesting", package: "payscore-orders"),
                .product(name: "OrderJournal", package: "payscore-orders"),
                .product(name: "SQLiteJournal", package: "payscore-orders"),
            ]),
        .executableTarget(
            name: "fail-io",
            dependencies: [
                "CFaultVFS", "FileRecording", "Trials",
                .product(name: "OrderEngine", package: "payscore-orders"),
                .product(name: "OrderEngineTesting", package: "payscore-orders"),
                .product(name: "OrderJournal", package: "payscore-orders"),
                .product(name: "OrderLifecycle", package: "payscore-orders"),
                .product(name: "SQLiteJournal", package: "payscore-orders"),
            ]),
        // The built `payscore`, killed at each of its writes; it reads the journal without us.
        .executableTarget(
            name: "kill-points",
            dependencies: [
                "Trials",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .executableTarget(
            name: "flip-bits",
            dependencies: [
                "Trials",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "OrderEngineTesting", package: "payscore-orders"),
                .product(name: "SQLiteJournal", package: "payscore-orders"),
            ]),
        .target(name: "CMutexSight"),
        .executableTarget(
            name: "race",
            dependencies: [
                "CMutexSight", "Trials",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "OrderEngine", package: "payscore-orders"),
                .product(name: "OrderJournal", package: "payscore-orders"),
                .product(name: "OrderLifecycle", package: "payscore-orders"),
                .product(name: "OrderEngineTesting", package: "payscore-orders"),
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
