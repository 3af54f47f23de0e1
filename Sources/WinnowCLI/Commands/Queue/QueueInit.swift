internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowExchange
internal import WinnowQueueFiles

struct QueueInit: HereCommand {
    static let whyHere =
        "it makes a file of files and asks neither data folder nor server"

    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a first queue file for records that you have.",
        discussion: """
            Looks at the records for fields with text, ids and labels. What it guessed wrong, the options say; what it
            wrote, you edit.

            \(placeText)

            Examples:
              winnow queue init reviews.csv
              winnow queue init mails.jsonl --text subject,body --label topic --output queues/mails.yaml
            """
    )

    @Argument(help: "A file of records.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The fields that are shown, separated by commas.", valueName: "fields"))
    var text: String?

    // Labels may be numbers below zero, which begin as options do.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The labels, separated by commas, when the records do not have them.", valueName: "names")
    )
    var labels: String?

    @Option(help: "The queue's title.")
    var title: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to write; else the records' name with .yaml.", valueName: "file")
    )
    var output: String?

    @OptionGroup(title: "How the file is read") var records: RecordOptions
    @OptionGroup var common: OutputOptions

    @OptionGroup var here: HereOptions

    func run() async throws {
        let survey = try RecordSurvey(path: file, options: records)
        let name = survey.baseName
        let path = output ?? "\(name).yaml"
        if FileManager.default.fileExists(atPath: path) {
            throw Problem(.fileExists, "\(path) is there already; --output gives another name")
        }
        let draft = try draft(survey, title: title ?? name)
        let reading = QueueFile.read(text: draft.text, name: path)
        for error in reading.errors { try? Console.write(error.text + "\n", to: STDERR_FILENO) }
        guard reading.definition != nil else {
            throw Problem(
                .badQueueFile,
                "no valid queue file can be made of this; \(path) was not written"
            )
        }
        let target = try OutputFile(path: path)
        try Console.write(draft.text, to: target.descriptor)
        try target.finish()
        try common.console.json(
            .members([
                "file": .string(path), "labels": .array(draft.labels.map { .string($0) }),
                "lookedAt": .integer(survey.recordCount), "lookedAtAll": .boolean(!survey.hasMore),
            ])
        )
        let read = survey.formats.isEmpty ? "" : "Read as \(survey.formats.map(\.title).joined(separator: ", ")). "
        try common.console.result(
            "\(read)Wrote \(path): text of \(draft.textFields.joined(separator: ", ")); labels \(list(draft.labels))."
        )
        if survey.hasMore {
            common.console.warn(
                "only the first \(NumberText.count(survey.recordCount)) records were looked at; "
                    + "add the labels and fields that come up further on"
            )
        }
        common.console.note("Next: \(nextCommands(path, survey))")
    }

    private func nextCommands(_ path: String, _ survey: RecordSurvey) -> String {
        let baseName = survey.baseName
        let own = try? QueueFileLoader.queueName(nil, path: path)
        let create = ["winnow", "queue", "create", ShellWord.path(path)] + (own == nil ? ["--name", baseName] : [])
        let load = ["winnow", "import", own ?? baseName, ShellWord.path(file)] + readingArguments(survey)
        return create.joined(separator: " ") + " && " + load.joined(separator: " ")
    }

    /// How the file has to be read again: what the queue file does not say.
    private func readingArguments(_ survey: RecordSurvey) -> [String] {
        var arguments: [String] = []
        if let format = records.format { arguments += ["--format", ShellWord.quoted(format)] }
        if let delimiter = records.delimiter { arguments += ["--delimiter", ShellWord.quoted(delimiter)] }
        if !(survey.formats.isEmpty), let label = records.labelField {
            arguments += ["--label", ShellWord.quoted(label)]
        }
        for map in records.maps { arguments += ["--map", ShellWord.quoted(map)] }
        return arguments
    }

    private func list(_ names: [String]) -> String {
        names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }

    private func draft(_ survey: RecordSurvey, title: String) throws -> QueueFileDraft {
        func parts(_ text: String) -> [String] {
            text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
        // Another tool's labels have been brought into one field; the option says which of the tool's are meant.
        let labelField =
            survey.formats.isEmpty
            ? try records.labelField.map(survey.known) ?? survey.likelyLabelField : PlainRecords.labelField
        let idField = try records.idField.map(survey.known) ?? survey.likelyIDField
        let textFields =
            try text.map { try parts($0).map(survey.known) }
            ?? survey.likelyTextFields(besides: [labelField, idField].compactMap { $0 })
        guard !textFields.isEmpty else {
            throw Problem.usage("no field looks like text; name it with --text: \(survey.fieldList)")
        }
        let names = try labels.map(parts) ?? survey.labels(in: labelField)
        return QueueFileDraft(
            title: title,
            textFields: textFields,
            idField: idField,
            labelField: survey.formats.isEmpty ? labelField : nil,
            metaFields: !survey.formats.isEmpty
                ? [] : survey.fields.filter { !textFields.contains($0) && $0 != labelField && $0 != idField },
            labels: names,
            isMultilabel: labelField.map(survey.hasLists) ?? false
        )
    }
}
