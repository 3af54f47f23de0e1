internal import WinnowDomain
internal import WinnowEngine

/// Texts that are predicted together, with the bad records between them.
struct RecordBatch: Sendable {
    private var texts: [(id: String, text: String)] = []
    /// Each with the number of texts before it.
    private var rejected: [(position: Int, record: RejectedRecord)] = []

    var count: Int { texts.count + rejected.count }

    /// - Returns: About how many bytes it takes.
    mutating func add(_ mapped: MappedRecord) -> Int {
        switch mapped {
        case .record(let record):
            texts.append((record.externalID, record.text))
            return 64 + record.externalID.utf8.count + record.text.utf8.count
        case .rejected(let record):
            rejected.append((texts.count, record))
            return 128 + record.reason.utf8.count
        }
    }

    /// A line a record, in their order.
    func lines(by model: QueueModel) throws -> [UInt8] {
        var lines: [UInt8] = []
        var done = 0
        for (position, record) in rejected {
            lines += try model.predictionLines(of: Array(texts[done..<position]))
            done = position
            var members = [
                JSON.Member("file", .string(record.place.file)), JSON.Member("line", .integer(record.place.line)),
            ]
            if let column = record.place.column { members.append(JSON.Member("column", .integer(column))) }
            members.append(JSON.Member("reason", .string(record.reason)))
            JSON.members(["rejected": .object(members)]).append(to: &lines)
            lines.append(UInt8(ascii: "\n"))
        }
        return try lines + model.predictionLines(of: Array(texts[done...]))
    }
}
