internal import Foundation
internal import WinnowDomain
internal import WinnowExchange

/// What the fields of a file's records look like.
struct RecordSurvey {
    /// More different values than this are no labels.
    private static let labelLimit = 500
    static let recordLimit = 200_000

    fileprivate struct Field {
        var filledCount = 0
        var byteCount = 0
        var listCount = 0
        /// Different values, up to a limit.
        var values: Set<String> = []
        var hasMore = false

        var meanByteCount: Double { filledCount > 0 ? Double(byteCount) / Double(filledCount) : 0 }
    }

    let path: String
    /// In the order in which they are first seen.
    private(set) var fields: [String] = []
    private var found: [String: Field] = [:]
    private(set) var recordCount = 0
    /// The tools that wrote it; none for plain records.
    private(set) var formats: [PeerFormat] = []
    /// Whether there are records behind those that were looked at.
    private(set) var hasMore = false

    /// - Throws: `ExchangeError`; `Problem` when there is no record.
    init(path: String, options: RecordOptions) throws {
        self.path = path
        let source = try ByteSource(path: path)
        var reader = try PlainRecords(source, options.wishes)
        var firstBad: RejectedRecord?
        while let outcome = try reader.next() {
            if recordCount == RecordSurvey.recordLimit {
                hasMore = true
                break
            }
            switch outcome {
            case .record(let record): add(record)
            case .rejected(let rejected): firstBad = firstBad ?? rejected
            }
        }
        formats = reader.notes.formats
        if recordCount == 0 {
            throw Problem(.noRecords, firstBad?.description ?? "\(path) has no records")
        }
    }

    /// The file's name without folder and endings, in letters that a queue's name may have.
    var baseName: String {
        let file = path.split(separator: "/").last.map(String.init) ?? "records"
        let stem = String(file.prefix { $0 != "." }).lowercased()
        let name = String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        let trimmed = String(name.drop { $0 == "-" }.prefix(64))
        return trimmed.isEmpty ? "records" : trimmed
    }

    private mutating func add(_ record: RawRecord) {
        recordCount += 1
        for member in record.members {
            if found[member.key] == nil { fields.append(member.key) }
            var field = found[member.key] ?? Field()
            switch member.value {
            case .null, .object, .string(""): break
            case .array(let values):
                field.listCount += 1
                for value in values { field.add(value.scalarText ?? "", limit: RecordSurvey.labelLimit) }
            case .boolean, .number, .string:
                field.add(member.value.scalarText ?? "", limit: RecordSurvey.labelLimit)
            }
            found[member.key] = field
        }
    }

    var fieldList: String { "the fields are \(fields.joined(separator: ", "))" }

    /// - Throws: `Problem` when there is no such field.
    func known(_ name: String) throws -> String {
        if found[name] != nil { return name }
        let hint = Spelling.suggestion(for: name, among: fields).map { "; did you mean \($0)?" } ?? ""
        throw Problem(.noSuchField, "no record of \(path) has a field \"\(name)\"; \(fieldList)\(hint)")
    }

    private func first(_ names: [String], where condition: (Field) -> Bool = { _ in true }) -> String? {
        for name in names {
            if let field = fields.first(where: { $0.lowercased() == name }), found[field].map(condition) == true {
                return field
            }
        }
        return nil
    }

    var likelyIDField: String? { first(["id", "uid", "uuid", "guid", "key"]) { !$0.values.isEmpty } }

    var likelyLabelField: String? {
        let names = ["label", "labels", "category", "class", "topic", "sentiment", "intent", "tag", "tags", "target"]
        let named = first(names) { !$0.hasMore && !$0.values.isEmpty }
        // Without a telling name, the one field whose few values come again and again.
        return named ?? (repeatingFields.count == 1 ? repeatingFields[0] : nil)
    }

    /// Fields with a few short values that come again and again, as labels do.
    private var repeatingFields: [String] {
        fields.filter { name in
            guard let field = found[name], !field.hasMore, (2...50).contains(field.values.count) else { return false }
            return 2 * field.filledCount >= recordCount && field.filledCount >= 5 * field.values.count
                && field.meanByteCount <= 40
        }
    }

    func likelyTextFields(besides taken: [String]) -> [String] {
        let names = ["text", "body", "content", "message", "review", "comment", "sentence", "description", "title"]
        if let named = first(names, where: { $0.filledCount > 0 }), !taken.contains(named) { return [named] }
        let longest = fields.filter { !taken.contains($0) }
            .max { (found[$0]?.meanByteCount ?? 0) < (found[$1]?.meanByteCount ?? 0) }
        return longest.flatMap { (found[$0]?.meanByteCount ?? 0) > 0 ? [$0] : nil } ?? []
    }

    func hasLists(_ field: String) -> Bool { (found[field]?.listCount ?? 0) > 0 }

    private var candidates: String {
        let names = repeatingFields
        return names.isEmpty ? "" : " (perhaps \(names.joined(separator: " or ")))"
    }

    /// The different values of the label field, sorted.
    ///
    /// - Throws: `Problem` when there are none, or far too many.
    func labels(in field: String?) throws -> [String] {
        guard let field, let values = found[field] else {
            throw Problem.usage(
                "no one field looks like a label\(candidates); name it with --label, or the labels with --labels a,b; "
                    + fieldList
            )
        }
        guard !values.hasMore, !values.values.isEmpty else {
            let count = values.hasMore ? "more than \(RecordSurvey.labelLimit)" : "no"
            throw Problem.usage(
                "the field \"\(field)\" has \(count) different values; name the labels with --labels a,b"
            )
        }
        return values.values.sorted()
    }
}

extension RecordSurvey.Field {
    fileprivate mutating func add(_ value: String, limit: Int) {
        guard !value.isEmpty else { return }
        filledCount += 1
        byteCount += value.utf8.count
        if values.count < limit { values.insert(value) } else if !values.contains(value) { hasMore = true }
    }
}
