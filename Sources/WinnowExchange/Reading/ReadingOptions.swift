/// How an import file is to be read.
package struct ReadingOptions: Hashable, Sendable {
    /// nil: seen from the file's name, or else from its content.
    package var format: RecordFormat?
    /// Of CSV; nil: the one that is most frequent in the header.
    package var delimiter: Delimiter?
    /// The longest record that is read.
    package var recordByteLimit: Int

    package init(
        format: RecordFormat? = nil,
        delimiter: Delimiter? = nil,
        recordByteLimit: Int = LineReader.defaultByteLimit
    ) {
        self.format = format
        self.delimiter = delimiter
        self.recordByteLimit = recordByteLimit
    }

    /// A reader for the records of a source; reads the beginning of it.
    ///
    /// - Throws: `ExchangeError`, also for a table without a usable header.
    package func reader(of source: ByteSource) throws(ExchangeError) -> any RecordReader {
        let window = ByteWindow(source)
        let hasContent = window.more()
        if !hasContent, let failure = window.failure { throw failure }
        switch format ?? RecordFormat(fileName: source.name) ?? RecordFormat(content: window.bytes) {
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
