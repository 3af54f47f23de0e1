internal import Foundation

/// A file that is there in full or not at all: written under another name, flushed, then renamed.
///
/// Without a path, or with `-`, it is the standard output; what is no regular file, such as a pipe, is written as it is.
final class OutputFile {
    let descriptor: Int32
    private let path: String?
    private let temporary: String?

    /// - Throws: `Problem` when the file cannot be made.
    init(path: String?) throws {
        guard let path, path != "-" else {
            (descriptor, self.path, temporary) = (STDOUT_FILENO, nil, nil)
            return
        }
        self.path = path
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            let opened = open(path, O_WRONLY | O_CLOEXEC)
            guard opened >= 0 else { throw OutputFile.problem(path) }
            (descriptor, temporary) = (opened, nil)
            return
        }
        let temporary = path + ".\(getpid()).tmp"
        let opened = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw OutputFile.problem(path) }
        (descriptor, self.temporary) = (opened, temporary)
    }

    /// Puts the file in its place.
    func finish() throws {
        guard let path, let temporary else { return }
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw OutputFile.problem(path) }
    }

    deinit {
        if descriptor != STDOUT_FILENO { close(descriptor) }
        guard let temporary else { return }
        // After `finish` there is none.
        unlink(temporary)
    }

    private static func problem(_ path: String) -> Problem {
        Problem(.cannotWrite, "cannot-write", "\(path): \(String(cString: strerror(errno)))")
    }
}
