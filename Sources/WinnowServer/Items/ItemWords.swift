internal import Foundation
internal import WinnowDomain

extension Moment {
    /// As in "2026-11-25 23:54:00 UTC". An import may have brought any number.
    var inWords: String {
        guard seconds.isFinite, abs(seconds) < 100_000_000_000 else { return "at a time that is no date" }
        let text = Date(timeIntervalSince1970: seconds).formatted(.iso8601)
        return text.replacing("T", with: " ").replacing("Z", with: " UTC")
    }
}

extension AnnotationSource {
    var inWords: String {
        switch self {
        case .terminal: "in the terminal"
        case .browser: "in the browser"
        case .api: "by the API"
        case .imported: "by an import"
        }
    }
}

extension ItemRecord.Fate {
    var inWords: String {
        switch self {
        case .stands: "stands"
        case .superseded(let id): "replaced by number \(id)"
        case .retracted: "taken back later"
        case .takesBack: "takes back what stood"
        }
    }
}

/// The members of a JSON value as rows of a table; what is inside others is named by its path.
enum FieldRows {
    private static let largestCount = 500

    static func rows(_ value: JSON) -> [[String: String]] {
        var rows: [[String: String]] = []
        add(value, "", &rows)
        if rows.count == largestCount { rows.append(["term": "…", "text": "there is more"]) }
        return rows
    }

    private static func add(_ value: JSON, _ path: String, _ rows: inout [[String: String]]) {
        guard rows.count < largestCount else { return }
        if case .object(let members) = value, !members.isEmpty {
            for member in members { add(member.value, path.isEmpty ? member.key : "\(path).\(member.key)", &rows) }
        } else {
            rows.append(["term": path.isEmpty ? "value" : path, "text": value.scalarText ?? value.text])
        }
    }
}
