internal import Foundation
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

extension DataFolder {
    /// Why there is no database to open; nil when there is one.
    var absence: Problem? {
        if let status = FileStatus(path: database.path) {
            guard status.isRegular else {
                return Problem(.damaged, "\(database.path) is no file; name another data folder with --data")
            }
            return access(database.path, R_OK) == 0 ? nil : Problem.notReadable(database.path, errno)
        }
        let reason = errno
        switch reason {
        case ENOENT where FileManager.default.fileExists(atPath: url.path):
            return Problem(
                .noDataFolder,
                "\(url.path) has no winnow.sqlite, so it is no data folder yet; `winnow queue create FILE` makes it one, "
                    + "or name another with --data or WINNOW_DATA"
            )
        case ENOENT:
            return Problem(
                .noDataFolder,
                "there is no data folder at \(url.path); `winnow queue create FILE` makes one, "
                    + "or name another with --data or WINNOW_DATA"
            )
        case ENOTDIR:
            return Problem(
                .noDataFolder,
                "\(url.path) is no folder; name another with --data or WINNOW_DATA"
            )
        default: return Problem.notReadable(url.path, reason)
        }
    }
}

extension Problem {
    fileprivate static func notReadable(_ path: String, _ code: Int32) -> Problem {
        Problem(
            .notWritable,
            "\(path) may not be read: \(String(cString: strerror(code))); "
                + "run winnow as the user whom the data folder belongs to, or let this one read and write it"
        )
    }
}
