internal import Foundation
internal import WinnowDomain
internal import WinnowExchange

/// A file that is there in full or not at all: written without a name, flushed, then named.
///
/// Without a path, or with `-`, it is the standard output; what is no regular file, such as a pipe, is written as it is.
final class OutputFile {
    let descriptor: Int32
    private let path: String?
    private let temporary: String?
    /// Whether there is no name for it yet: one of a process that is killed leaves nothing behind.
    private let isNameless: Bool

    /// - Parameter inputs: Files that are read meanwhile.
    /// - Throws: `Problem` when the file cannot be made, or is one of the inputs.
    init(path: String?, besides inputs: [String] = []) throws {
        guard let path, path != "-" else {
            (descriptor, self.path, temporary, isNameless) = (STDOUT_FILENO, nil, nil, false)
            return
        }
        let status = FileStatus(path: path)
        if let status, !status.isRegular {
            let opened = open(path, O_WRONLY | O_CLOEXEC)
            guard opened >= 0 else { throw OutputFile.problem(path) }
            (descriptor, self.path, temporary, isNameless) = (opened, path, nil, false)
            return
        }
        if let status, let input = inputs.first(where: { OutputFile.isFile($0, status) }) {
            throw Problem.usage("\(path) is read as \(input); name another file to write")
        }
        // A link stays a link: what it points to is replaced.
        let target = status != nil ? URL(filePath: path).resolvingSymlinksInPath().path : path
        let temporary = "\(target).\(UUID().uuidString.prefix(8)).tmp"
        let mode = status?.permissions ?? 0o644
        let folder = URL(filePath: target).deletingLastPathComponent().path
        let nameless = open(folder, OutputFile.namelessFlag | O_WRONLY | O_CLOEXEC, mode)
        // Not every file system has files without a name.
        let opened = nameless >= 0 ? nameless : open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard opened >= 0 else { throw OutputFile.problem(temporary) }
        (descriptor, self.path, self.temporary, isNameless) = (opened, target, temporary, nameless >= 0)
    }

    /// `O_TMPFILE`, whose definition Swift does not import.
    private static let namelessFlag: Int32 = 0o20_000_000 | O_DIRECTORY

    /// Puts the file in its place.
    func finish() throws {
        guard let path, let temporary else { return }
        guard fsync(descriptor) == 0, !isNameless || name(temporary), rename(temporary, path) == 0 else {
            throw OutputFile.problem(path)
        }
        // The name has to last as well as the content; a folder that cannot be flushed has both all the same.
        let folder = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// A link cannot take the place of a file, so that it gets a name of its own first.
    private func name(_ path: String) -> Bool {
        linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
    }

    private static func isFile(_ path: String, _ other: FileStatus) -> Bool {
        path != "-" && FileStatus(path: path)?.isSame(as: other) == true
    }

    deinit {
        if descriptor != STDOUT_FILENO { close(descriptor) }
        guard let temporary else { return }
        // After `finish` there is none.
        unlink(temporary)
    }

    private static func problem(_ path: String) -> Problem {
        Problem(.cannotWrite, "\(path): \(String(cString: strerror(errno)))")
    }
}
