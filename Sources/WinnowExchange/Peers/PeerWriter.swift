import WinnowDomain

/// Writes an export as another tool reads it: the rows of an item, which follow each other, are brought together.
struct PeerWriter: RecordWriter {
    private var writing: any PeerWriting
    private var lines: JSONLinesWriter
    private var sink: ByteSink
    private var losses = LossReport()
    private var rows: [OutgoingRow] = []
    private var isFirst = true

    init(_ format: PeerFormat, form: RecordForm, definition: QueueDefinition, sink: ByteSink) {
        writing = format.writing(definition)
        var form = form
        form.hasJudgements = false
        lines = JSONLinesWriter(form: form, sink: ByteSink { _ in })
        self.sink = sink
    }

    mutating func write(_ row: OutgoingRow) throws {
        if let first = rows.first, !first.externalID.isExactly(row.externalID) { try writeItem() }
        rows.append(row)
    }

    private mutating func writeItem() throws {
        guard var first = rows.first else { return }
        let annotations = rows.compactMap { row -> IncomingAnnotation? in
            switch row.judgement {
            case .annotation(let said): said
            case .consensus(let labels, _, _) where !labels.isEmpty: IncomingAnnotation(present: labels)
            case .consensus, nil: nil
            }
        }
        rows.removeAll()
        first.judgement = nil
        let item = PeerItem(id: first.externalID, members: lines.members(of: first), annotations: annotations)
        for line in writing.lines(of: item, losses: &losses) {
            if writing.isList { sink.buffer += (isFirst ? "[\n" : ",\n").utf8 }
            isFirst = false
            sink.buffer += line.utf8
            if !writing.isList { sink.buffer.append(UInt8(ascii: "\n")) }
        }
        try sink.flushIfFull()
    }

    mutating func finish() throws -> LossReport {
        try writeItem()
        if writing.isList { sink.buffer += (isFirst ? "[]\n" : "\n]\n").utf8 }
        try sink.flush()
        losses.add(lines.losses)
        return losses
    }
}

extension PeerFormat {
    fileprivate func writing(_ definition: QueueDefinition) -> any PeerWriting {
        switch self {
        case .labelStudio, .labelStudioMin: LabelStudioWriting(definition)
        case .prodigy: ProdigyWriting(definition)
        case .doccano: DoccanoWriting(definition)
        case .argilla: ArgillaWriting(definition)
        case .fastText: FastTextWriting(definition)
        case .labelSleuth: LabelSleuthWriting(definition)
        case .asreview: ASReviewWriting(definition)
        }
    }

    /// Whether Winnow writes the format as well as it reads it.
    package var isWritten: Bool { self != .labelStudioMin }
}
