import Foundation
import WinnowLearning

/// Originals with the revised texts that people made of them.
struct DraftTexts {
    /// In the order of the originals in the file.
    let pairs: [AcceptedPair]
    /// Of the labels in `AcceptedPair`.
    let names: [String]

    private struct Record: Decodable {
        let text: String
        let label: String
        let pair: String
        let kind: String

        private enum CodingKeys: String, CodingKey {
            case text
            case label
            case pair = "pair_id"
            case kind
        }
    }

    /// - Parameters:
    ///   - set: The data set's folder.
    ///   - split: The file to read.
    init(_ set: String, _ split: String) throws {
        let file = LabelledTexts.folder.appending(path: "\(set)/\(split).jsonl")
        let records = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
            .map { try JSONDecoder().decode(Record.self, from: Data($0)) }
        let names = Set(records.map(\.label)).sorted()
        self.names = names
        let revised = Dictionary(
            records.filter { $0.kind == "revised" }.map { ($0.pair, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        pairs = records.filter { $0.kind == "original" }.compactMap { original in
            revised[original.pair].map { revised in
                AcceptedPair(
                    original: original.text,
                    revised: revised.text,
                    sourceLabel: names.firstIndex(of: original.label) ?? 0,
                    targetLabel: names.firstIndex(of: revised.label) ?? 0
                )
            }
        }
    }
}
