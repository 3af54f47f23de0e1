import Foundation
import WinnowDomain

/// Texts with their labels out of the shared data sets.
struct LabelledTexts {
    var texts: [String] = []
    /// Positions in `names`.
    var labels: [Int] = []
    let names: [String]

    /// - Parameters:
    ///   - set: The data set's folder.
    ///   - splits: Files to read one after the other.
    ///   - names: The labels; those that occur, sorted, when nil.
    init(_ set: String, _ splits: [String], names: [String]? = nil) throws {
        var found: [String] = []
        for split in splits {
            let file = LabelledTexts.folder.appending(path: "\(set)/\(split).jsonl")
            for line in try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")) {
                let record = try JSONReader.read(Array(line))
                texts.append(record["text"]?.scalarText ?? "")
                found.append(record["label"]?.scalarText ?? "")
            }
        }
        let names = names ?? Set(found).sorted()
        self.names = names
        let positions = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
        labels = found.map { positions[$0] ?? 0 }
    }

    /// `$WINNOW_SHARED_DATA`, which `run` sets.
    static var folder: URL {
        URL(filePath: ProcessInfo.processInfo.environment["WINNOW_SHARED_DATA"] ?? "../shared/data")
    }
}
