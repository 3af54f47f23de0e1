/// How an import file is to be read.
package struct ReadingOptions: Hashable, Sendable {
    /// nil: seen from the content.
    package var format: RecordFormat?
    /// How records stand in the file; nil: seen from its name, or else from its content.
    package var form: FileForm?
    /// Of CSV; nil: the one that is most frequent in the header.
    package var delimiter: Delimiter?
    /// The longest record that is read.
    package var recordByteLimit: Int

    package init(
        format: RecordFormat? = nil,
        form: FileForm? = nil,
        delimiter: Delimiter? = nil,
        recordByteLimit: Int = LineReader.defaultByteLimit
    ) {
        self.format = format
        self.form = form
        self.delimiter = delimiter
        self.recordByteLimit = recordByteLimit
    }

    /// The form that the format has anyway.
    private var formOfFormat: FileForm? {
        switch format {
        case .own(let form)?: form
        case .peer(let peer)?: peer.form
        case nil: nil
        }
    }

    /// A reader for the records of a source, and the form that they stand in; reads the beginning of it.
    ///
    /// - Throws: `ExchangeError`, also for a table without a usable header.
    package func reader(
        of source: ByteSource
    ) throws(ExchangeError) -> (reader: any RecordReader, form: FileForm) {
        let window = ByteWindow(source)
        let hasContent = window.more()
        if !hasContent, let failure = window.failure { throw failure }
        let form = formOfFormat ?? form ?? FileForm(fileName: source.name) ?? FileForm(content: window.bytes)
        return (try reader(of: window, form), form)
    }

    private func reader(of window: ByteWindow, _ form: FileForm) throws(ExchangeError) -> any RecordReader {
        switch form {
        case .jsonLines:
            let first = window.bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d }
            if first == UInt8(ascii: "[") { return JSONListReader(window, byteLimit: recordByteLimit) }
            return JSONLinesReader(window, byteLimit: recordByteLimit)
        case .csv:
            let delimiter = delimiter ?? Delimiter(header: window.bytes)
            return try TableReader(window, delimiter: delimiter, byteLimit: recordByteLimit)
        case .tsv: return try TableReader(window, delimiter: delimiter ?? .tab, byteLimit: recordByteLimit)
        case .text: return TextLinesReader(window, byteLimit: recordByteLimit)
        }
    }
}
