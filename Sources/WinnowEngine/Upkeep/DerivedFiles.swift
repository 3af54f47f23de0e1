internal import Foundation
internal import WinnowDomain

/// Looking at files that can be made again.
enum DerivedFiles {
    /// What lies in a folder, by name; nothing when there is no folder.
    static func list(_ folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map { folder.appending(path: $0) }
    }

    /// A finding on files, which are removed if wanted; none without files.
    static func finding(
        _ code: String,
        _ files: [URL],
        in dataFolder: DataFolder,
        severity: CheckFinding.Severity = .derived,
        meaning: String,
        removes: Bool
    ) throws -> [CheckFinding] {
        guard !files.isEmpty else { return [] }
        if removes {
            for file in files where FileManager.default.fileExists(atPath: file.path) {
                try FileManager.default.removeItem(at: file)
            }
        }
        return [
            CheckFinding(
                code: code,
                severity: severity,
                count: files.count,
                examples: files.map { name($0, in: dataFolder) },
                meaning: meaning,
                remedy: "`winnow check --repair` removes them and makes again what is needed",
                isRepaired: removes
            )
        ]
    }

    /// The path within the data folder.
    private static func name(_ file: URL, in dataFolder: DataFolder) -> String {
        let (path, folder) = (file.standardizedFileURL.path, dataFolder.url.standardizedFileURL.path)
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
