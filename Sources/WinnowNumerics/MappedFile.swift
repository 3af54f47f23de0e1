import Foundation

/// A file's bytes, mapped read-only for as long as the object lives.
///
/// The mapping keeps the file's old content alive when the file is replaced by a rename, so readers never see half a
/// write. A file that is *truncated* under a mapping makes reads fault: derived files are only ever replaced.
///
/// SAFETY: `@unchecked Sendable` because the pages are mapped `PROT_READ` and the pointers never change after `init`.
public final class MappedFile: @unchecked Sendable {
    /// The whole file, at least one byte; not to be read when the object is gone.
    public let bytes: UnsafeRawBufferPointer

    /// Maps the whole of `path`.
    ///
    /// - Parameter path: A file of at least one byte.
    /// - Throws: `CocoaError` with the path when the file cannot be opened, is empty or cannot be mapped.
    public init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let code: CocoaError.Code =
                switch errno {
                case ENOENT, ENOTDIR: .fileReadNoSuchFile
                case EACCES, EPERM: .fileReadNoPermission
                default: .fileReadUnknown
                }
            throw MappedFile.failure(code, path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0 else {
            throw MappedFile.failure(.fileReadCorruptFile, path)
        }
        let count = Int(status.st_size)
        guard let address = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0), address != MAP_FAILED else {
            throw MappedFile.failure(.fileReadUnknown, path)
        }
        bytes = UnsafeRawBufferPointer(start: address, count: count)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }

    private static func failure(_ code: CocoaError.Code, _ path: String) -> CocoaError {
        CocoaError(code, userInfo: [NSFilePathErrorKey: path])
    }
}
