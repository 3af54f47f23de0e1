// swift-tools-version: 6.2
import PackageDescription

// The settings of the manifest above this folder: what is measured has to be what is shipped.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// A room of the code, reached through a symbolic link in `Sources`: only targets of one package see each other's
/// `package` declarations, so the rooms are built here as targets of this one.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "winnow-benchmarks",
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(name: "CWinnowKernels"),
        room("WinnowNumerics", ["CWinnowKernels"]),
        room("WinnowLearning", ["WinnowNumerics"]),
        room("WinnowEncoders", ["CWinnowKernels", "WinnowNumerics"]),
        room("WinnowPlots"),
        room("WinnowDomain", [.product(name: "Crypto", package: "swift-crypto")]),
        room(
            "WinnowStore",
            [
                "WinnowDomain", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        room("WinnowEngine", ["WinnowDomain", "WinnowEncoders", "WinnowLearning", "WinnowNumerics"]),
        .executableTarget(
            name: "winnow-bench",
            dependencies: [
                "WinnowDomain", "WinnowEncoders", "WinnowEngine", "WinnowLearning", "WinnowNumerics", "WinnowPlots",
                "WinnowStore",
            ],
            swiftSettings: strict
        ),
    ]
)
