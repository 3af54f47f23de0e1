internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowExchange

/// How files of records are read.
struct RecordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "jsonl, csv, tsv, txt (an item a line), label-studio, label-studio-min, prodigy, doccano, argilla, fasttext, "
                + "label-sleuth or asreview; else, or with auto, seen from the name and the content.",
            valueName: "format"
        )
    )
    var format: String?

    @Option(help: ArgumentHelp("What stands between the columns of a CSV: comma, semicolon or tab.", valueName: "name"))
    var delimiter: String?

    @Option(name: .customLong("id"), help: ArgumentHelp("The field with the id.", valueName: "field"))
    var idField: String?

    @Option(name: .customLong("label"), help: ArgumentHelp("The field with known labels.", valueName: "field"))
    var labelField: String?

    @Option(
        name: .customLong("map"),
        help: ArgumentHelp("Read the file's field FROM as TO; may be given several times.", valueName: "from=to")
    )
    var maps: [String] = []

    @Option(
        name: .customLong("max-record-bytes"),
        help: ArgumentHelp("Records longer than this are rejected.", valueName: "n")
    )
    var recordByteLimit: Int = LineReader.defaultByteLimit

    /// Whether any of the options was used.
    var isGiven: Bool {
        format != nil || delimiter != nil || idField != nil || labelField != nil || !maps.isEmpty
            || recordByteLimit != LineReader.defaultByteLimit
    }

    /// The options in the words of the room that reads records.
    var wishes: RecordWishes {
        var wishes = RecordWishes(mark: "--")
        wishes.format = format
        wishes.delimiter = delimiter
        wishes.idField = idField
        wishes.labelField = labelField
        wishes.maps = maps
        wishes.recordByteLimit = recordByteLimit
        return wishes
    }

    /// The records of files, in the queue's form; `-` is the standard input, which also is meant when there are none.
    ///
    /// Nothing is read if one of the files is not there.
    ///
    /// - Throws: `Problem` when the standard input is a terminal; `ExchangeError`, also when none of the first records has
    ///   a field that the options name.
    func stream(of paths: [String], _ definition: QueueDefinition) throws -> RecordStream {
        try Self.stream(of: paths, wishes, definition)
    }

    static func stream(
        of paths: [String],
        _ wishes: RecordWishes,
        _ definition: QueueDefinition
    ) throws -> RecordStream {
        try check(paths)
        let sources = try (paths.isEmpty ? ["-"] : paths).map { try ByteSource(path: $0) }
        var stream = try RecordStream(sources, wishes: wishes, definition: definition)
        try stream.look()
        return stream
    }

    /// - Throws: `Problem` when records would come from a terminal.
    static func check(_ paths: [String]) throws {
        if paths.isEmpty, isatty(STDIN_FILENO) == 1 {
            throw Problem.usage("name a file, or send records to the standard input")
        }
    }
}
