package import Foundation

/// What the system says of a path, following links.
///
/// Here and not where it is asked for: rooms that also load Dispatch's headers have `struct stat` of one module or another,
/// as it happens.
package struct FileStatus: Sendable {
    package let isFolder: Bool
    package let isRegular: Bool
    /// Who may do what, as `chmod` takes it.
    package let permissions: mode_t
    private let device: dev_t
    private let number: ino_t

    /// - Returns: nil when there is nothing that can be looked at; `errno` says why.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isRegular = status.st_mode & S_IFMT == S_IFREG
        permissions = status.st_mode & 0o777
        (device, number) = (status.st_dev, status.st_ino)
    }

    /// Whether both are one file, by whatever names.
    package func isSame(as other: FileStatus) -> Bool { device == other.device && number == other.number }
}
