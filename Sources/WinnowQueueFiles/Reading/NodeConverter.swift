import Yams

/// Turns what Yams composed into this room's nodes: keys renamed for the parser get their names back, tags are refused.
struct NodeConverter {
    let source: SourceText
    let renamedKeys: [SourcePlace: String]
    private(set) var mistakes: [Mistake] = []
    /// Whether a node stands in the document twice: an alias was followed.
    private(set) var meetsNodesAgain = false
    private var met: Set<Visit> = []

    private struct Visit: Hashable {
        let place: SourcePlace
        let usualTag: String
    }

    init(source: SourceText, renamedKeys: [SourcePlace: String]) {
        self.source = source
        self.renamedKeys = renamedKeys
    }

    mutating func convert(_ node: Node) -> FileNode {
        var place = SourcePlace(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        switch node {
        case .scalar(let scalar):
            let text = renamedKeys[place] ?? scalar.string
            place.length = source.length(at: place, of: text)
            visit(node, usual: "tag:yaml.org,2002:str", at: place)
            return FileNode(content: .scalar(text, isPlain: scalar.style == .plain), place: source.clamped(place))
        case .sequence(let sequence):
            visit(node, usual: "tag:yaml.org,2002:seq", at: place)
            return FileNode(content: .list(sequence.map { convert($0) }), place: source.clamped(place))
        case .mapping(let mapping):
            visit(node, usual: "tag:yaml.org,2002:map", at: place)
            let entries = mapping.map { FileNode.Entry(key: convert($0.key), value: convert($0.value)) }
            return FileNode(content: .mapping(entries), place: source.clamped(place))
        case .alias:
            mistakes.append(Mistake(place, AliasScan.message))
            return FileNode(content: .list([]), place: place)
        }
    }

    /// Notes that a node was met, and refuses its tag where it has one.
    private mutating func visit(_ node: Node, usual: String, at place: SourcePlace) {
        let start = SourcePlace(line: place.line, column: place.column)
        if !met.insert(Visit(place: start, usualTag: usual)).inserted { meetsNodesAgain = true }
        let tag = node.tag.rawValue
        if tag != usual {
            mistakes.append(Mistake(place, "the tag `\(tag)` means nothing here; delete it"))
        }
    }
}
