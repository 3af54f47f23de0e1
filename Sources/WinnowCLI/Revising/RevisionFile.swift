internal import Foundation
internal import WinnowDomain

/// The file that the editor opens, in a folder of its own that nobody else may look into.
final class RevisionFile: Sendable {
    private let folder: String
    let path: String

    /// More than that is no text that the server would take.
    private static let byteLimit = 4 << 20

    /// - Throws: `Problem` when it cannot be made.
    init(_ content: String) throws {
        var name = Array("\(FileManager.default.temporaryDirectory.path)/winnow-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else {
            throw Problem(
                .cannotWrite,
                "no folder for the text can be made in \(FileManager.default.temporaryDirectory.path): "
                    + "\(String(cString: strerror(errno))); TMPDIR names another place"
            )
        }
        folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = "\(folder)/revised.txt"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            rmdir(folder)
            throw Problem(.cannotWrite, "\(path): \(reason)")
        }
        defer { close(descriptor) }
        do {
            try Console.write(content, to: descriptor)
        } catch {
            remove()
            throw error
        }
    }

    /// - Throws: `Problem` when there is no text in it that can be taken.
    func read() throws -> String {
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            throw Problem(.cannotRead, "\(path) cannot be read; save the text under that name")
        }
        guard bytes.count <= Self.byteLimit else {
            throw Problem(.tooLarge, "the text is longer than \(NumberText.bytes(Int64(Self.byteLimit)))")
        }
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw Problem(.unsupportedEncoding, "the file is not UTF-8; have the editor save it as that")
        }
        return text
    }

    /// Removes it with all that the editor has put beside it.
    func remove() {
        try? FileManager.default.removeItem(atPath: folder)
    }
}
