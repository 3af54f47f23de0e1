internal import Foundation
internal import WinnowDomain
internal import WinnowExchange

/// Reads records whose labels are known.
struct OracleReader {
    /// One item with its true labels, as positions in the definition.
    struct Entry {
        var id: String
        var text: String
        var labels: [Int]
    }

    private let definition: QueueDefinition
    private let options: RecordOptions
    private let console: Console
    private let positions: [String: Int]

    init(_ definition: QueueDefinition, _ options: RecordOptions, console: Console) {
        self.definition = definition
        self.options = options
        self.console = console
        positions = Dictionary(
            definition.labels.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// All items with labels, in the order of the files. Records of one id are its annotators' votes: the most frequent
    /// answer counts, and a tie leaves the item out.
    ///
    /// - Throws: `Problem` when records are bad.
    func read(_ paths: [String]) throws -> [Entry] {
        var files = try options.stream(of: paths, definition)
        var rejected = RejectionList()
        var order: [String] = []
        var found: [String: (text: String, votes: [[Int]: Int])] = [:]
        var unlabelledCount = 0
        while let record = try files.next() {
            guard case .record(let record) = record else {
                if case .rejected(let rejection) = record { rejected.add(rejection) }
                continue
            }
            guard let said = record.annotation, said.answer == .label, !said.isPartial else {
                unlabelledCount += 1
                continue
            }
            if let unknown = said.present.first(where: { positions[$0] == nil }) {
                rejected.add(unknownLabel(unknown, record.place))
                continue
            }
            let labels = said.present.compactMap { positions[$0] }.sorted()
            if let former = found[record.externalID], former.text != record.text {
                rejected.add(otherText(record))
                continue
            }
            if found[record.externalID] == nil { order.append(record.externalID) }
            found[record.externalID, default: (record.text, [:])].votes[labels, default: 0] += 1
        }
        if rejected.count > 0 {
            rejected.show()
            throw Problem(.badRecords, "\(rejected.summary); mend the file, or leave them out")
        }
        for warning in files.labels.warnings { console.warn(warning) }
        let entries = order.compactMap { id in found[id].flatMap { entry(id, $0.text, $0.votes) } }
        note(unlabelledCount, tieCount: order.count - entries.count)
        return entries
    }

    private func entry(_ id: String, _ text: String, _ votes: [[Int]: Int]) -> Entry? {
        let most = votes.values.max() ?? 0
        let leaders = votes.filter { $0.value == most }.keys
        guard leaders.count == 1, let labels = leaders.first else { return nil }
        return Entry(id: id, text: text, labels: labels)
    }

    private func note(_ unlabelledCount: Int, tieCount: Int) {
        if unlabelledCount > 0 {
            console.note("\(NumberText.count(unlabelledCount, "record")) without a label left out")
        }
        if tieCount > 0 { console.note("\(NumberText.count(tieCount, "item")) with evenly split annotators left out") }
    }

    private func otherText(_ record: IncomingRecord) -> RejectedRecord {
        RejectedRecord(
            place: record.place,
            reason: "another record has the id \"\(record.externalID)\" and another text; ids have to tell items apart"
        )
    }

    private func unknownLabel(_ name: String, _ place: Place) -> RejectedRecord {
        let known = definition.labels.prefix(12).map(\.name).joined(separator: ", ")
        return RejectedRecord(place: place, reason: "unknown label \"\(name)\"; the labels are \(known)")
    }
}

/// What is chosen from, and what is measured on.
struct OracleSplit {
    let pool: [OracleReader.Entry]
    let test: [OracleReader.Entry]

    /// - Parameters:
    ///   - test: Records of their own to measure on; nil draws a share of the others by a hash of their text, so that
    ///     duplicates fall on one side.
    init(_ entries: [OracleReader.Entry], test: [OracleReader.Entry]?, share: Double, seed: UInt64) {
        if let test {
            pool = entries
            self.test = test
            return
        }
        let isTest = entries.map { ContentHash(of: $0.text).isEvaluation(share: share, seed: seed) }
        pool = zip(entries, isTest).compactMap { $1 ? nil : $0 }
        self.test = zip(entries, isTest).compactMap { $1 ? $0 : nil }
    }
}
