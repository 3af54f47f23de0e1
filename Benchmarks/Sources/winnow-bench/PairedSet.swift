import Foundation
import WinnowLearning

/// One file of a data set with counterfactual pairs.
struct PairedSet {
    private struct Record: Decodable {
        let text: String
        let label: String
        let pair: String
        let kind: String

        enum CodingKeys: String, CodingKey {
            case text
            case label
            case pair = "pair_id"
            case kind
        }
    }

    var texts: [String] = []
    /// Positions in `names`.
    var labels: [Int] = []
    /// Equal within an original and its revisions.
    var roots: [Int64] = []
    var isRevised: [Bool] = []
    let names: [String]

    init(_ set: String, _ split: String) throws {
        let shared = ProcessInfo.processInfo.environment["WINNOW_SHARED_DATA"] ?? "../shared/data"
        let file = URL(filePath: shared).appending(path: "\(set)/\(split).jsonl")
        let decoder = JSONDecoder()
        let records = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
            .map { try decoder.decode(Record.self, from: $0) }
        let names = Set(records.map(\.label)).sorted()
        self.names = names
        var rootNumbers: [String: Int64] = [:]
        for record in records {
            texts.append(record.text)
            labels.append(names.firstIndex(of: record.label) ?? 0)
            let root = rootNumbers[record.pair] ?? Int64(rootNumbers.count)
            rootNumbers[record.pair] = root
            roots.append(root)
            isRevised.append(record.kind == "revised")
        }
    }

    var originals: [Int] { isRevised.indices.filter { !isRevised[$0] } }

    /// Each original with each of its revisions, in the order of rows.
    var pairs: [RowPair] {
        var originalOfRoot: [Int64: Int] = [:]
        for row in originals { originalOfRoot[roots[row]] = row }
        return isRevised.indices.filter { isRevised[$0] }.compactMap { row in
            originalOfRoot[roots[row]].map { RowPair(original: $0, revised: row, kind: .flip) }
        }
    }
}
