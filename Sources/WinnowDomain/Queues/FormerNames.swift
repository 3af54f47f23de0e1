/// What `was` says in a changed definition, as far as it is to be followed.
struct FormerNames {
    /// The old label that each `was` to be followed names, by the new label; no old label twice.
    private(set) var live: [String: String] = [:]

    init(from old: [LabelDefinition], to new: [LabelDefinition]) {
        let written = FormerNames.written(in: new)
        let fresh = FormerNames.fresh(written, before: FormerNames.written(in: old))
        let oldNames = Set(old.map(\.name))
        let newNames = Set(new.map(\.name))
        var taken: Set<String> = []
        for label in new {
            guard let was = written[label.name], oldNames.contains(was), fresh.contains(label.name),
                FormerNames.leavesItsName(was, newNames, written), taken.insert(was).inserted
            else { continue }
            live[label.name] = was
        }
    }

    private static func written(in labels: [LabelDefinition]) -> [String: String] {
        var written: [String: String] = [:]
        for label in labels { if let was = label.was, was != label.name { written[label.name] = was } }
        return written
    }

    /// Whether an old label gives its name up.
    ///
    /// It does when nobody has the name any more, and when whoever has it says that it was another which gives its name
    /// up: so labels can swap their names or move on in a ring. A label that stays keeps its annotations.
    private static func leavesItsName(_ name: String, _ newNames: Set<String>, _ written: [String: String]) -> Bool {
        var (name, seen) = (name, Set<String>())
        while newNames.contains(name) {
            guard seen.insert(name).inserted else { return true }
            guard let was = written[name] else { return false }
            name = was
        }
        return true
    }

    /// Labels whose `was` was not there before, and labels that hang together with these.
    ///
    /// A `was` that stays in the file was followed when it came; following it again would swap labels back.
    private static func fresh(_ written: [String: String], before: [String: String]) -> Set<String> {
        var heirs: [String: [String]] = [:]
        for (name, was) in written { heirs[was, default: []].append(name) }
        var waiting = written.keys.filter { before[$0] != written[$0] }
        var fresh = Set(waiting)
        while let name = waiting.popLast() {
            let neighbours = heirs[name, default: []] + (written[name].map { [$0] } ?? [])
            for neighbour in neighbours where written[neighbour] != nil && fresh.insert(neighbour).inserted {
                waiting.append(neighbour)
            }
        }
        return fresh
    }
}
