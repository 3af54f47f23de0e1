internal import WinnowDomain
internal import WinnowEngine

/// An encoder for people and for machines.
enum EncoderText {
    static func json(_ entry: EncoderEntry) -> JSON {
        .members([
            "name": .string(entry.name),
            "id": .string(entry.kind.rawValue),
            "architecture": .string(entry.architecture),
            "columns": .integer(entry.columnCount),
            "tokens": entry.tokenLimit.map { .integer($0) } ?? .null,
            "digest": .string(entry.digest.description),
            "bytes": .integer(entry.byteCount),
        ])
    }

    /// What to do with one that was just added.
    static func added(_ entry: EncoderEntry) -> String {
        let limit = entry.tokenLimit.map { ", texts of up to \(NumberText.count($0)) tokens" } ?? ""
        return "Added \(entry.name): \(entry.architecture), \(NumberText.count(entry.columnCount)) columns\(limit).\n"
            + "In a queue file: features: [{id: \(entry.kind.rawValue), model: \(entry.name)}]"
    }
}
