internal import Foundation
internal import WinnowDomain

/// The file that says which items a simulation begins with, so that other programs can begin with the same.
enum InitialIDs {
    /// - Returns: Positions in the pool by seed, as many for each seed.
    /// - Throws: `Problem` when the file is not of the form, or names an item that the pool does not have.
    static func read(_ path: String, pool: [OracleReader.Entry], seeds: [UInt64]) throws -> [UInt64: [Int]] {
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let value: JSON
        do {
            value = try JSONReader.read(bytes)
        } catch {
            throw bad(path, "it is no JSON: \(error.reason) (byte \(error.offset))")
        }
        guard case .object = value else { throw bad(path, "it has to be an object with a list for each seed") }
        let positions = Dictionary(
            pool.enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        var initial: [UInt64: [Int]] = [:]
        for seed in seeds {
            guard let list = value["\(seed)"] else { throw bad(path, "it has nothing for seed \(seed)") }
            guard case .array(let entries) = list, !entries.isEmpty else {
                throw bad(path, "what stands at seed \(seed) is no list of items")
            }
            let rows = try entries.map { try position($0, positions, count: pool.count, path) }
            guard Set(rows).count == rows.count else { throw bad(path, "seed \(seed) names an item twice") }
            initial[seed] = rows
        }
        if Set(initial.values.map(\.count)).count > 1 {
            throw bad(path, "its seeds begin with different numbers of items, which no curve can average over")
        }
        return initial
    }

    private static func position(_ entry: JSON, _ positions: [String: Int], count: Int, _ path: String) throws -> Int {
        switch entry {
        case .string(let id):
            guard let position = positions[id] else {
                throw bad(path, "there is no labelled item \"\(id)\" in the pool")
            }
            return position
        case .number(let text):
            guard let position = Int(text), (0..<count).contains(position) else {
                throw bad(path, "there is no position \(text) in the pool of \(count) items, counted from 0")
            }
            return position
        default: throw bad(path, "\(entry.kindName) is no item; write its id, or its position as a number")
        }
    }

    private static func bad(_ path: String, _ reason: String) -> Problem {
        Problem(.badInitialIds, "\(path): \(reason)")
    }
}
