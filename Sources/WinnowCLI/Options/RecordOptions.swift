internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowExchange

/// How files of records are read.
struct RecordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "jsonl, csv, tsv or txt (an item a line); else seen from the name or the content.",
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

    func reading() throws -> ReadingOptions {
        guard (16...(1 << 30)).contains(recordByteLimit) else {
            throw Problem.usage("--max-record-bytes has to be 16 to \(1 << 30)")
        }
        return ReadingOptions(
            format: try format.map { name in
                guard let format = RecordFormat(name: name) else {
                    throw Problem.usage("--format is \"\(name)\"; it can be jsonl, csv, tsv or txt")
                }
                return format
            },
            delimiter: try delimiter.map { name in
                guard let delimiter = Delimiter.named(name) else {
                    throw Problem.usage("--delimiter is \"\(name)\"; it can be comma, semicolon or tab")
                }
                return delimiter
            },
            recordByteLimit: recordByteLimit
        )
    }

    /// The queue's form with the names that the options give.
    func form(_ definition: QueueDefinition) -> RecordForm {
        var form = RecordForm(item: definition.item, task: definition.task)
        if let idField { form.idField = idField }
        if let labelField { form.labelField = labelField }
        return form
    }

    /// The fields that have to be there, by the names that the file has for them.
    func wishes() throws -> [FieldWatch.Wish] {
        let names = try names()
        // A field that --map makes is watched under its old name.
        let made = Set(names.values)
        let id = idField.map { FieldWatch.Wish(option: "--id", field: $0) }
        return [id].compactMap(\.self).filter { !made.contains($0.field) }
            + names.keys.sorted().map { FieldWatch.Wish(option: "--map", field: $0) }
    }

    /// The field that may be there: records need no label.
    func labelWish() throws -> FieldWatch.Wish? {
        guard let labelField, !(try names().values.contains(labelField)) else { return nil }
        return FieldWatch.Wish(option: "--label", field: labelField)
    }

    /// New names of fields by their old ones.
    func names() throws -> [String: String] {
        var names: [String: String] = [:]
        for map in maps {
            let parts = map.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw Problem.usage(
                    "--map is \"\(map)\"; write the file's name, =, and the queue's, as in content=text"
                )
            }
            guard names.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw Problem.usage("--map names the field \"\(parts[0])\" twice")
            }
        }
        return names
    }
}

extension Delimiter {
    fileprivate static func named(_ name: String) -> Delimiter? {
        switch name {
        case "comma", ",": .comma
        case "semicolon", ";": .semicolon
        case "tab", "\t": .tab
        default: nil
        }
    }
}
