// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// For rooms whose tests look inside, also in a release build.
let testable: [SwiftSetting] = [.unsafeFlags(["-enable-testing"], .when(configuration: .release))]

/// A room of the code: what it may import is what is listed here, and `ArchitectureTests` holds the sources to it.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], _ settings: [SwiftSetting] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict + settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "winnow",
    products: [
        .executable(name: "winnow", targets: ["winnow"]),
        .library(name: "WinnowLearning", targets: ["WinnowLearning"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CWinnowKernels"),
        room("WinnowNumerics", ["CWinnowKernels"]),
        room("WinnowLearning", ["WinnowNumerics"]),
        // Its last layer with adapters is no library.
        room("WinnowEncoders", ["CWinnowKernels", "WinnowNumerics"], testable),
        room("WinnowDomain", [.product(name: "Crypto", package: "swift-crypto")]),
        room("WinnowPlots"),
        room("WinnowQueueFiles", ["WinnowDomain", .product(name: "Yams", package: "Yams")]),
        room("WinnowExchange", ["WinnowDomain", "CZlib"]),
        room(
            "WinnowStore",
            [
                "WinnowDomain", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        room(
            "WinnowEngine",
            ["WinnowDomain", "WinnowEncoders", "WinnowLearning", "WinnowNumerics"]
        ),
        room("WinnowAPI", ["WinnowDomain"]),
        room("WinnowClient", ["WinnowAPI", "WinnowDomain"], testable),
        room(
            "WinnowServer",
            [
                "WinnowAPI", "WinnowDomain", "WinnowEngine", "WinnowExchange", "WinnowPlots", "WinnowQueueFiles",
                .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            // Its routes are no library either.
            testable
        ),
        room(
            "WinnowCLI",
            [
                "WinnowAPI", "WinnowClient", "WinnowDomain", "WinnowEncoders", "WinnowEngine", "WinnowExchange",
                "WinnowLearning", "WinnowNumerics", "WinnowPlots", "WinnowQueueFiles", "WinnowServer", "WinnowStore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // The commands are no library.
            testable
        ),
        .executableTarget(name: "winnow", dependencies: ["WinnowCLI"], swiftSettings: strict),
        .target(
            name: "WinnowTestSupport",
            dependencies: ["WinnowDomain"],
            path: "Tests/WinnowTestSupport",
            swiftSettings: strict
        ),
        // What talks to services is tested against servers of its own.
        .target(
            name: "WinnowTestServers",
            dependencies: [
                "WinnowDomain", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/WinnowTestServers",
            swiftSettings: strict
        ),
        tests("ArchitectureTests", []),
        tests("WinnowPlotsTests", ["WinnowPlots"]),
        tests(
            "WinnowEncodersTests",
            [
                "WinnowDomain", "WinnowEncoders", "WinnowNumerics", "WinnowTestServers", "WinnowTestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
            ]
        ),
        tests("WinnowNumericsTests", ["WinnowNumerics"]),
        tests("WinnowDomainTests", ["WinnowDomain"]),
        tests(
            "WinnowStoreTests",
            ["WinnowStore", "WinnowDomain", "WinnowTestSupport", .product(name: "GRDB", package: "GRDB.swift")]
        ),
        tests(
            "WinnowEngineTests",
            [
                "WinnowEngine", "WinnowExchange", "WinnowStore", "WinnowDomain", "WinnowLearning", "WinnowNumerics",
                "WinnowTestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        tests("WinnowLearningTests", ["WinnowLearning", "WinnowNumerics"]),
        tests(
            "WinnowProcessTests",
            [
                "winnow", "WinnowDomain", "WinnowTestServers", "WinnowTestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        tests("WinnowExchangeTests", ["WinnowExchange", "WinnowDomain", "WinnowTestSupport"]),
        tests(
            "WinnowCLITests",
            [
                "WinnowCLI", "WinnowAPI", "WinnowEngine", "WinnowStore", "WinnowDomain", "WinnowQueueFiles",
                "WinnowTestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        tests(
            "WinnowClientTests",
            [
                "WinnowClient", "WinnowAPI", "WinnowDomain", "WinnowTestServers",
                .product(name: "Hummingbird", package: "hummingbird"),
            ]
        ),
        tests(
            "WinnowServerTests",
            [
                "WinnowServer", "WinnowAPI", "WinnowEngine", "WinnowExchange", "WinnowStore", "WinnowDomain",
                "WinnowTestServers", "WinnowTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        tests("WinnowQueueFilesTests", ["WinnowQueueFiles", "WinnowDomain"]),
    ]
)
