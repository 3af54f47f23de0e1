import Foundation
import Testing

@Suite struct ImportTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What each room may import, besides Foundation: `docs/architecture.md` gives the reasons.
    static let allowed: [String: Set<String>] = [
        "WinnowNumerics": ["CWinnowKernels"],
        "WinnowLearning": ["WinnowNumerics"],
        "WinnowEncoders": ["CWinnowKernels", "WinnowNumerics", "Dispatch", "FoundationNetworking"],
        "WinnowDomain": ["Crypto"],
        "WinnowPlots": [],
        "WinnowQueueFiles": ["WinnowDomain", "Yams"],
        "WinnowExchange": ["WinnowDomain", "CZlib"],
        "WinnowStore": ["WinnowDomain", "GRDB", "GRDBSQLite"],
        "WinnowEngine": ["WinnowDomain", "WinnowEncoders", "WinnowLearning", "WinnowNumerics"],
        "WinnowAPI": ["WinnowDomain"],
        "WinnowClient": ["WinnowAPI", "WinnowDomain", "Dispatch", "FoundationNetworking"],
        "WinnowServer": [
            "WinnowAPI", "WinnowDomain", "WinnowEngine", "WinnowExchange", "WinnowPlots", "WinnowQueueFiles",
            "AsyncAlgorithms", "AsyncHTTPClient", "Crypto", "CryptoExtras", "Dispatch", "HTTPTypes", "Hummingbird",
            "HummingbirdCore", "Logging", "Mustache", "NIOCore", "NIOHTTP1", "NIOHTTPTypes", "NIOPosix",
            "ServiceLifecycle",
            "UnixSignals",
        ],
        "WinnowCLI": [
            "WinnowAPI", "WinnowClient", "WinnowDomain", "WinnowEncoders", "WinnowEngine", "WinnowExchange",
            "WinnowLearning", "WinnowNumerics", "WinnowPlots", "WinnowQueueFiles", "WinnowServer", "WinnowStore",
            "ArgumentParser",
        ],
        "winnow": ["WinnowCLI"],
    ]

    /// The modules that a source file imports.
    static func imports(_ source: String) -> Set<String> {
        let pattern =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)/
            .anchorsMatchLineEndings()
        return Set(source.matches(of: pattern).map { String($0.1) })
    }

    static func sources(of room: String) throws -> [URL] {
        let folder = root.appending(path: "Sources/\(room)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    }

    @Test("each room imports what the table allows, and nothing else", arguments: allowed.keys.sorted())
    func table(room: String) throws {
        let files = try Self.sources(of: room)
        #expect(!files.isEmpty)
        for file in files {
            let imports = Self.imports(try String(contentsOf: file, encoding: .utf8))
            let strangers = imports.subtracting(Self.allowed[room] ?? []).subtracting([
                "Foundation", "Glibc", "Synchronization",
            ])
            #expect(
                strangers.isEmpty,
                "\(file.lastPathComponent) imports \(strangers.sorted().joined(separator: ", "))"
            )
        }
    }

    @Test("every room is in the table")
    func complete() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        #expect(Set(folders) == Set(Self.allowed.keys).union(["CWinnowKernels", "CZlib"]))
    }

    @Test("a package of somebody else is imported by one room")
    func oneImporter() {
        for package in [
            "CryptoExtras", "Yams", "CZlib", "GRDB", "GRDBSQLite", "Logging", "ArgumentParser",
            "Hummingbird",
            "Mustache",
        ] {
            #expect(Self.allowed.values.count { $0.contains(package) } == 1)
        }
    }

    @Test("import lines are recognised in all their forms")
    func parser() {
        let source = """
            import A
            package import B
            @preconcurrency import C
            internal import struct D.E
            // import F
            let text = "import G"
            """
        #expect(Self.imports(source) == ["A", "B", "C", "D"])
    }
}
