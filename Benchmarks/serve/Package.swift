// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "winnow-load",
    targets: [
        .executableTarget(
            name: "winnow-load",
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]
        )
    ]
)
