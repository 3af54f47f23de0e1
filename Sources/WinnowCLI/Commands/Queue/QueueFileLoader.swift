internal import Foundation
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowExchange
internal import WinnowQueueFiles

/// Reads queue files for the commands.
enum QueueFileLoader {
    /// - Throws: `Problem` when there is no file that can be read.
    static func read(_ path: String) throws -> QueueFile.Reading {
        guard let status = FileStatus(path: path) else {
            throw Problem(.cannotOpen, "\(path): cannot be opened: \(String(cString: strerror(errno)))")
        }
        if status.isFolder {
            throw Problem(.isFolder, "\(path) is a folder; name a queue file in it")
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
            throw Problem(.badQueueFile, "\(path) has \(errors); nothing was changed")
        }
        return definition
    }

    /// The definition that a queue has.
    ///
    /// - Throws: `Problem` when it is written in a way that this version does not know.
    static func definition(of queue: QueueDocument) throws -> QueueDefinition {
        let reading = QueueFile.read(text: queue.definition ?? "", name: queue.name)
        if let definition = reading.definition { return definition }
        throw Problem(
            .notWinnow,
            "the definition of the queue \(queue.name) cannot be read; is the server another version? "
                + (reading.errors.first?.message ?? "")
        )
    }

    /// The name that a file gives its queue: its own without folder and ending.
    ///
    /// - Throws: `Problem` when that would be no name for commands and addresses.
    static func queueName(_ given: String?, path: String) throws -> String {
        let name = given ?? URL(filePath: path).deletingPathExtension().lastPathComponent
        if let reason = QueueName.refusal(name) {
            throw Problem.usage("\(reason); --name gives the queue another name than the file's")
        }
        return name
    }
}
