/// Holds a document against the table of keys: reports everything that does not fit, and fills the defaults in.
struct FileChecker {
    private(set) var mistakes: [Mistake] = []

    mutating func report(_ place: SourcePlace, _ message: String) {
        mistakes.append(Mistake(place, message))
    }

    /// The value of a node; `path` is its key with those around it, for messages.
    mutating func check(_ node: FileNode, as type: QueueFileValueType, path: String) -> CheckedValue {
        switch type {
        case .list(let element, let count): checkList(node, of: element, count: count, path: path)
        case .mapping(let section): checkMapping(node, as: section, path: path)
        case .textOrMapping(let section): checkTextOrMapping(node, as: section, path: path)
        case .variant(let variants): checkVariant(node, of: variants, path: path)
        case .span(let range): checkSpan(node, within: range, path: path)
        default: checkScalar(node, as: type, path: path)
        }
    }

    mutating func refuse(_ node: FileNode, wanted: QueueFileValueType, path: String) -> CheckedValue {
        if node.kind == .null {
            report(node.place, "`\(path)` has no value; it must be \(wanted.phrase)")
        } else {
            report(node.place, "`\(path)` must be \(wanted.phrase), not \(node.phrase)")
        }
        return CheckedValue(.invalid, at: node.place)
    }

    private mutating func checkList(
        _ node: FileNode,
        of element: QueueFileValueType,
        count: ClosedRange<Int>,
        path: String
    ) -> CheckedValue {
        let type = QueueFileValueType.list(of: element, count: count)
        guard case .list(let nodes) = node.content else { return refuse(node, wanted: type, path: path) }
        if !count.contains(nodes.count) {
            report(node.place, "`\(path)` must be \(type.phrase), and has \(nodes.count)")
        }
        var values: [CheckedValue] = []
        for (index, node) in nodes.prefix(count.upperBound).enumerated() {
            values.append(check(node, as: element, path: "\(path)[\(index + 1)]"))
        }
        return CheckedValue(.list(values), at: node.place)
    }

    /// A plain text is the first key of the section, alone.
    private mutating func checkTextOrMapping(
        _ node: FileNode,
        as section: QueueFileSection,
        path: String
    ) -> CheckedValue {
        guard case .scalar = node.content, let first = section.keys.first else {
            return checkMapping(node, as: section, path: path)
        }
        let value = check(node, as: first.type, path: path)
        return CheckedValue(.mapping([first.name: value]), at: node.place)
    }

    private mutating func checkSpan(_ node: FileNode, within range: ClosedRange<Int>, path: String) -> CheckedValue {
        let type = QueueFileValueType.span(range)
        if case .scalar("false", isPlain: true) = node.content { return CheckedValue(.off, at: node.place) }
        guard case .list(let nodes) = node.content, nodes.count == 2 else {
            return refuse(node, wanted: type, path: path)
        }
        let limit = Int64(range.lowerBound)...Int64(range.upperBound)
        let ends = nodes.map { check($0, as: .integer(limit), path: path).integer }
        guard let low = ends[0], let high = ends[1] else { return CheckedValue(.invalid, at: node.place) }
        guard low <= high else {
            report(node.place, "`\(path)` goes from \(low) down to \(high); write [\(high), \(low)]")
            return CheckedValue(.invalid, at: node.place)
        }
        return CheckedValue(.span(Int(low)...Int(high)), at: node.place)
    }
}
