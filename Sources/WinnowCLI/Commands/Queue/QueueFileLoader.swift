internal import Foundation
internal import WinnowDomain
internal import WinnowQueueFiles

/// Reads queue files for the commands.
enum QueueFileLoader {
    /// - Throws: `Problem` when there is no file that can be read.
    static func read(_ path: String) throws -> QueueFile.Reading {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw Problem(.notFound, "cannot-open", "\(path): cannot be opened: \(String(cString: strerror(errno)))")
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw Problem(.notFound, "is-folder", "\(path) is a folder; name a queue file in it")
        }
        return QueueFile.read(try Data(contentsOf: URL(filePath: path)), name: path)
    }

    /// The definition in a file; what is wrong with it goes to the standard error.
    ///
    /// - Throws: `Problem` when it has errors.
    static func definition(_ path: String, console: Console) throws -> QueueDefinition {
        let reading = try read(path)
        for diagnostic in reading.diagnostics where diagnostic.severity == .error || !console.isQuiet {
            try? Console.write(diagnostic.text + "\n", to: STDERR_FILENO)
        }
        guard let definition = reading.definition else {
            let errors = NumberText.count(reading.errors.count, "error")
            throw Problem(.badData, "bad-queue-file", "\(path) has \(errors); nothing was changed")
        }
        return definition
    }

    /// The name that a file gives its queue: its own without folder and ending.
    ///
    /// - Throws: `Problem` when that would be no name for commands and addresses.
    static func queueName(_ given: String?, path: String) throws -> String {
        let name = given ?? URL(filePath: path).deletingPathExtension().lastPathComponent
        guard !name.isEmpty, name.count <= 64, name.first != "-", name.allSatisfy(isNameCharacter) else {
            throw Problem.usage(
                "\"\(name)\" cannot be a queue's name: use up to 64 small letters, digits, - and _, as in support-tickets; "
                    + "--name gives the queue another name than the file's"
            )
        }
        return name
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLowercase || character.isNumber) || character == "-" || character == "_"
    }
}
