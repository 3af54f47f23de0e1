/// Labels held against each other: names, keys and former names.
struct LabelChecks {
    private(set) var mistakes: [Mistake] = []

    init(_ labels: CheckedValue?) {
        let list = labels?.list ?? []
        let names = places(of: "name", in: list) { name, line in
            "the label `\(name)` is there already, on line \(line); delete it or give it another name"
        }
        _ = places(of: "key", in: list) { key, line in
            "the key `\(key)` chooses the label on line \(line) already; choose another"
        }
        _ = places(of: "was", in: list) { name, line in
            "the annotations of `\(name)` go to the label on line \(line) already"
        }
        for label in list { checkFormerName(of: label, names: names, labels: list) }
        let keyless = list.filter { $0["key"] == nil }.count
        if keyless > QueueFileKeys.freeKeyCount, let place = labels?.place {
            let message =
                "\(keyless) labels have no `key`, and the page can give out \(QueueFileKeys.freeKeyCount);"
                + " give keys to the frequent ones"
            mistakes.append(Mistake(place, message, severity: .warning))
        }
    }

    /// Where each value of a key stands first; a second one is a mistake.
    private mutating func places(
        of key: String,
        in labels: [CheckedValue],
        message: (String, Int) -> String
    ) -> [String: SourcePlace] {
        var places: [String: SourcePlace] = [:]
        for label in labels {
            guard let text = label[key]?.text, let place = label[key]?.place else { continue }
            if let first = places[text] {
                mistakes.append(Mistake(place, message(text, first.line)))
            } else {
                places[text] = place
            }
        }
        return places
    }

    private mutating func checkFormerName(
        of label: CheckedValue,
        names: [String: SourcePlace],
        labels: [CheckedValue]
    ) {
        guard let was = label["was"]?.text, let place = label["was"]?.place else { return }
        if was == label["name"]?.text {
            mistakes.append(Mistake(place, "`was` is the label's own name; delete it"))
            return
        }
        // Two labels that exchange their names, or move on in a ring, are meant; a label that stays is not.
        let namesake = labels.first { $0["name"]?.text == was }
        if let other = names[was], let namesake, namesake["was"] == nil {
            let message = "`\(was)` is still a label, on line \(other.line); delete it there or delete this `was`"
            mistakes.append(Mistake(place, message))
        }
    }
}
