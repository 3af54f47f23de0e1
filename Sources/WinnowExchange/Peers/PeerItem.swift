import WinnowDomain

/// An item with all that is said of it, for the row of another tool.
struct PeerItem {
    let id: String
    /// The id, the data and the object `meta`, in the order of an export.
    var members: [JSON.Member]
    /// By those who gave them; of a consensus one without a name.
    var annotations: [IncomingAnnotation]

    /// What annotators read.
    func text(_ definition: QueueDefinition) -> String {
        (try? definition.item.text.text(of: .object(members))) ?? ""
    }

    /// Takes the object `meta` out of the members.
    mutating func takeMeta() -> [JSON.Member] {
        var taken = PeerMembers(members)
        guard case .object(let meta)? = taken.value("meta") else { return [] }
        _ = taken.take("meta")
        members = taken.members
        return meta
    }

    /// Leaves out members whose names the tool needs.
    mutating func reserve(_ names: [String], losses: inout LossReport) {
        members.removeAll { member in
            let isTaken = names.contains { $0.isExactly(member.key) }
            if isTaken { losses.add(.leftOut(field: member.key)) }
            return isTaken
        }
    }
}

/// Writes items as another tool reads them.
protocol PeerWriting {
    /// The lines or list elements of an item, each JSON on one line, or a line of text.
    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String]
    /// Whether the lines are the elements of one JSON list.
    var isList: Bool { get }
}

extension PeerWriting {
    var isList: Bool { false }
}
