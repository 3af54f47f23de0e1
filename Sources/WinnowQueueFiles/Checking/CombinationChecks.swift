import WinnowDomain

/// What only several values together tell: labels that collide, settings that cancel each other.
struct CombinationChecks {
    private(set) var mistakes: [Mistake] = []
    private let file: CheckedValue

    init(_ file: CheckedValue) {
        self.file = file
        checkLabelCount()
        checkFeatures()
        checkStrategy()
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

    private mutating func checkFeatures() {
        let features = file["features"]?.list ?? []
        var places: [String: SourcePlace?] = [:]
        for feature in features {
            guard let id = feature["id"]?.text else { continue }
            if let first = places[id] {
                let line = first.map { ", on line \($0.line)" } ?? ""
                add(.error, feature.place, "`\(id)` is in the list already\(line); delete one of them")
            }
            places[id] = feature.place
            if id == "tfidf.v1" { checkTFIDF(feature, isAlone: features.count == 1) }
        }
        if places["lsa.v1"] != nil, places["tfidf.v1"] == nil {
            let message = "`lsa.v1` is made from the columns of `tfidf.v1`; add `- {id: tfidf.v1, scale: 0.5}`"
            add(.error, places["lsa.v1"] ?? file["features"]?.place, message)
        }
    }

    private mutating func checkStrategy() {
        guard let id = file["query"]?["id"], let strategy = id.text.flatMap(QueryDefinition.Strategy.init(rawValue:))
        else { return }
        let features = file["features"]?.list ?? []
        if strategy.measuresDistances, !features.contains(where: { $0["id"]?.text == "lsa.v1" }) {
            let message = "`\(strategy.rawValue)` measures distances between items; add `- {id: lsa.v1}` to `features`"
            add(.error, id.place, message)
        }
        if strategy.wantsSeveralLabels, file["task"]?.text == "classification" {
            let message =
                "`\(strategy.rawValue)` is for items with several labels; write `task: multilabel`, or `auto.v1`"
            add(.error, id.place, message)
        }
    }

    private mutating func checkTFIDF(_ feature: CheckedValue, isAlone: Bool) {
        if feature["words"]?.content == .off, feature["characters"]?.content == .off {
            let place = feature["characters"]?.place ?? feature.place
            add(.error, place, "`words` and `characters` are both `false`, so nothing is left to learn from; use one")
        }
        if let scale = feature["scale"], scale.number == 0, isAlone {
            add(
                .error,
                scale.place,
                "with a scale of 0 nothing is left to learn from; delete it, or add `- {id: lsa.v1}`"
            )
        }
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
