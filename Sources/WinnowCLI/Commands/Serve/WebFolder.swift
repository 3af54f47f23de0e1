internal import Foundation
internal import WinnowDomain

/// Where the pages' templates and static files are: beside the executable, wherever it was copied.
enum WebFolder {
    /// Looks at `$WINNOW_WEB`, then at `web` and `share/winnow/web` in each folder above the executable.
    ///
    /// - Throws: `Problem` with where it looked.
    static func find() throws -> URL {
        if let named = ProcessInfo.processInfo.environment["WINNOW_WEB"], !named.isEmpty {
            return URL(filePath: named, directoryHint: .isDirectory)
        }
        let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        var folder = executable.deletingLastPathComponent()
        while folder.path != "/" {
            for place in ["web", "share/winnow/web"] {
                let candidate = folder.appending(path: place, directoryHint: .isDirectory)
                if FileManager.default.fileExists(atPath: candidate.appending(path: "templates").path) {
                    return candidate
                }
            }
            folder = folder.deletingLastPathComponent()
        }
        throw Problem(
            .noPages,
            "the pages are not with \(executable.path); keep the folder `web` beside it, or name it with WINNOW_WEB"
        )
    }
}
