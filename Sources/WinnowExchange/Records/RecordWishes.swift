package import WinnowDomain

/// How records are to be read, in the words of a command line or of an address.
package struct RecordWishes: Hashable, Sendable {
    /// What stands before the names in messages: `--` on a command line.
    private let mark: String
    package var format: String?
    /// How records stand in the file, where something else than the format tells it.
    package var form: FileForm?
    package var delimiter: String?
    /// The field with the id.
    package var idField: String?
    /// The field with known labels.
    package var labelField: String?
    /// `from=to`: the file's field FROM is read as TO.
    package var maps: [String] = []
    package var recordByteLimit = LineReader.defaultByteLimit

    package init(mark: String = "") {
        self.mark = mark
    }

    /// - Throws: `ExchangeError.badOption`.
    package func reading() throws(ExchangeError) -> ReadingOptions {
        guard (16...(1 << 30)).contains(recordByteLimit) else {
            throw .badOption(reason: "\(mark)max-record-bytes has to be 16 to \(1 << 30)")
        }
        var options = ReadingOptions(form: form, recordByteLimit: recordByteLimit)
        if let format, format != "auto" {
            options.format = RecordFormat(name: format)
            if options.format == nil {
                let names = RecordFormat.names.joined(separator: ", ")
                throw .badOption(reason: "\(mark)format is \"\(format)\"; it can be auto, \(names)")
            }
        }
        if let delimiter {
            options.delimiter = Delimiter(named: delimiter)
            if options.delimiter == nil {
                throw .badOption(reason: "\(mark)delimiter is \"\(delimiter)\"; it can be comma, semicolon or tab")
            }
        }
        return options
    }

    /// The queue's form with the names that are given here.
    package func form(_ definition: QueueDefinition) -> RecordForm {
        var form = RecordForm(item: definition.item, task: definition.task)
        if let idField { form.idField = idField }
        if let labelField { form.labelField = labelField }
        return form
    }

    /// New names of fields by their old ones.
    ///
    /// - Throws: `ExchangeError.badOption`.
    package func names() throws(ExchangeError) -> [String: String] {
        var names: [String: String] = [:]
        for map in maps {
            // By scalars: a mark that joins the sign is part of a name.
            let parts = map.unicodeScalars.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { String($0) }
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw .badOption(
                    reason: "\(mark)map is \"\(map)\"; write the file's name, =, and the queue's, as in content=text"
                )
            }
            guard names.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw .badOption(reason: "\(mark)map names the field \"\(parts[0])\" twice")
            }
        }
        return names
    }

    /// The fields that have to be there, by the names that the file has for them.
    func wishes() throws(ExchangeError) -> [FieldWatch.Wish] {
        let names = try names()
        // A field that a map makes is watched under its old name.
        let made = Set(names.values)
        let id = idField.map { FieldWatch.Wish(option: "\(mark)id", field: $0) }
        return [id].compactMap(\.self).filter { !made.contains($0.field) }
            + names.keys.sorted().map { FieldWatch.Wish(option: "\(mark)map", field: $0) }
    }

    /// The field that may be there: records need no label.
    func labelWish() throws(ExchangeError) -> FieldWatch.Wish? {
        guard let labelField, !(try names().values.contains(labelField)) else { return nil }
        return FieldWatch.Wish(option: "\(mark)label", field: labelField)
    }
}

extension Delimiter {
    fileprivate init?(named name: String) {
        switch name {
        case "comma", ",": self = .comma
        case "semicolon", ";": self = .semicolon
        case "tab", "\t": self = .tab
        default: return nil
        }
    }
}
