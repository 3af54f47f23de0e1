import WinnowDomain

/// What only several values together tell: labels that collide, settings that cancel each other.
struct CombinationChecks {
    private(set) var mistakes: [Mistake] = []
    private let file: CheckedValue

    init(_ file: CheckedValue) {
        self.file = file
        checkLabelCount()
        for features in file["features"]?.list ?? [] { checkFeatures(features) }
        checkFields()
        checkWorthlessSettings()
        mistakes += LabelChecks(file["labels"]).mistakes
    }

    private mutating func add(
        _ severity: QueueFileDiagnostic.Severity,
        _ place: SourcePlace?,
        _ message: String
    ) {
        mistakes.append(Mistake(place ?? SourcePlace(line: 1, column: 1), message, severity: severity))
    }

    private mutating func checkLabelCount() {
        guard file["task"]?.text == "classification", let labels = file["labels"], labels.list?.count == 1 else {
            return
        }
        add(.error, labels.place, "one label leaves nothing to decide; add another, or write `task: multilabel`")
    }

    private mutating func checkFeatures(_ features: CheckedValue) {
        guard features["words"]?.content == .off, features["characters"]?.content == .off else { return }
        let place = features["characters"]?.place ?? features.place
        add(.error, place, "`words` and `characters` are both `false`, so nothing is left to learn from; use one")
    }

    private mutating func checkFields() {
        var kept: Set<String> = []
        for field in file["item"]?["meta"]?.list ?? [] {
            guard let name = field.text, !kept.insert(name).inserted else { continue }
            add(.error, field.place, "the field `\(name)` is in `meta` already; delete one of them")
        }
        checkLabelLeak()
    }

    private mutating func checkLabelLeak() {
        guard let item = file["item"], let source = item["text"]?.text, let label = item["label"]?.text,
            let template = try? TextTemplate(source), template.fields.contains(label)
        else { return }
        let message = "the text shows the field `\(label)`, which holds the label: people and the model see the answer"
        add(.warning, item["text"]?.place, message)
    }

    private mutating func checkWorthlessSettings() {
        if let share = file["evaluation"]?["share"], share.number == 0 {
            add(.warning, share.place, "with a share of 0 nothing is set aside, so nothing will be measured")
        }
        let query = file["query"]
        if let explore = query?["explore"], explore.number == 0, query?["id"]?.text != "random.v1" {
            add(.warning, explore.place, "without exploring, what the model is wrongly sure of is never asked about")
        }
        let order = file["assignment"]?["order"]
        if let word = order?.text, word != "ranked", let id = query?["id"], id.place != nil {
            let message = "`query` has no effect while `assignment.order` is `\(word)`; delete it or write `ranked`"
            add(.warning, order?.place, message)
        }
    }
}
