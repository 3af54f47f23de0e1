import Foundation
import WinnowDomain

/// What only several values together tell: labels that collide, settings that cancel each other.
struct CombinationChecks {
    private(set) var mistakes: [Mistake] = []
    private let file: CheckedValue

    init(_ file: CheckedValue) {
        self.file = file
        checkLabelCount()
        checkFeatures()
        checkHead()
        checkStrategy()
        checkCommittee()
        checkDecorators()
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
            // Encoders are told apart by their models, where they are, and how texts are put to them.
            let name = feature["model"]?.text.map { "\(id)` with `model: \($0)" } ?? id
            let rest = [feature["url"]?.text, feature["prompt"]?.text].compactMap(\.self).filter { !$0.isEmpty }
            let identity = ([name] + rest).joined(separator: "\n")
            if let first = places[identity] {
                let line = first.map { ", on line \($0.line)" } ?? ""
                add(.error, feature.place, "`\(name)` is in the list already\(line); delete one of them")
            }
            places[identity] = feature.place
            if id == "tfidf.v1" { checkTFIDF(feature, isAlone: features.count == 1) }
            if EncoderDefinition.Kind(rawValue: id) != nil { checkEncoder(feature) }
        }
        if let id = file["classifier"]?["id"], id.text == "naive-bayes.v1", !readsCounts {
            let cure = counts == nil ? "add `- {id: tfidf.v1}` to `features`" : "its `scale` must not be 0"
            let message = "`naive-bayes.v1` reads the columns of `tfidf.v1` alone; \(cure)"
            add(.error, counts?["scale"]?.place ?? id.place, message)
        }
        if let id = file["classifier"]?["id"], id.text == "mlp.v1", counts?["scale"]?.number ?? 0 > 0 {
            let message =
                "`mlp.v1` learns from the columns of `tfidf.v1` slowly, and not well; give it `scale: 0` beside `lsa.v1`"
            add(.warning, id.place, message)
        }
        if places["lsa.v1"] != nil, places["tfidf.v1"] == nil {
            let message = "`lsa.v1` is made from the columns of `tfidf.v1`; add `- {id: tfidf.v1, scale: 0.5}`"
            add(.error, places["lsa.v1"] ?? file["features"]?.place, message)
        }
    }

    private var counts: CheckedValue? { file["features"]?.list?.first { $0["id"]?.text == "tfidf.v1" } }

    /// Whether the columns of `tfidf.v1` are learned from.
    private var readsCounts: Bool { counts.map { $0["scale"]?.number != 0 } ?? false }

    private mutating func checkEncoder(_ feature: CheckedValue) {
        if let url = feature["url"], let text = url.text, !text.hasPrefix("http://"), !text.hasPrefix("https://") {
            add(.error, url.place, "`\(text)` is no address of a service; write one as in `http://127.0.0.1:8080/v1`")
        }
        if let url = feature["url"], let text = url.text, URLComponents(string: text)?.user != nil {
            let message =
                "`url` holds a name or a password, and it is shown to whoever may see the queue; take it out, "
                + "and name an environment variable with the service's key in `key`"
            add(.error, url.place, message)
        }
        if let key = feature["key"], let name = key.text, !name.isEmpty, !EnvironmentName.isOne(name) {
            let message =
                "`key` is no name of an environment variable, as in `EMBEDDINGS_KEY`; the key itself does not "
                + "belong into a file"
            add(.error, key.place, message)
        }
        if let temper = feature["temper"], temper.place != nil, temper.number ?? 0 > 0,
            feature["standardize"]?.text == "columns"
        {
            let message = "with `standardize: columns` every column varies alike, so `temper` has no effect; delete one"
            add(.error, temper.place, message)
        }
    }

    private mutating func checkStrategy() {
        guard let id = file["query"]?["id"], let strategy = id.text.flatMap(QueryDefinition.Strategy.init(rawValue:))
        else { return }
        if strategy.measuresDistances { checkDistances(strategy.rawValue, id) }
        if let id = file["initialization"]?["id"],
            id.text.flatMap(InitializationDefinition.Strategy.init(rawValue:))?.measuresDistances == true
        {
            checkDistances(id.text ?? "", id)
        }
        if strategy.wantsSeveralLabels, file["task"]?.text == "classification" {
            let message =
                "`\(strategy.rawValue)` is for items with several labels; write `task: multilabel`, or `auto.v1`"
            add(.error, id.place, message)
        }
    }

    private mutating func checkDistances(_ name: String, _ value: CheckedValue) {
        guard file["features"]?.list?.allSatisfy({ $0["id"]?.text == "tfidf.v1" }) != false else { return }
        let message =
            "`\(name)` measures distances between items; add `- {id: lsa.v1}`, or an encoder, to `features`"
        add(.error, value.place, message)
    }

    /// What wraps the strategy has needs of its own.
    private mutating func checkDecorators() {
        let query = file["query"]
        if let similarity = query?["similarity"], similarity.number ?? 1 < 1 {
            checkDistances("similarity", similarity)
        }
        if let neighbours = query?["neighbours"], neighbours.integer ?? 0 > 0 {
            checkDistances("neighbours", neighbours)
        }
        guard !readsCounts else { return }
        let cure = counts == nil ? "add `- {id: tfidf.v1}` to `features`" : "its `scale` must not be 0"
        if let cost = query?["cost"], cost.text == "seconds" {
            add(.error, cost.place, "the time an item takes is told by the columns of `tfidf.v1`; \(cure)")
        }
        if let id = query?["id"], id.text == QueryDefinition.Strategy.expectedModelChange.rawValue {
            add(.error, id.place, "`\(id.text ?? "")` reads the columns of `tfidf.v1`; \(cure)")
        }
    }

    private mutating func checkHead() {
        guard let id = file["head"]?["id"], id.text == HeadDefinition.Kind.projection.rawValue else { return }
        if let classifier = file["classifier"]?["id"]?.text,
            classifier != ClassifierDefinition.Kind.logisticRegression.rawValue
        {
            let message = "`projection.v1` is for `logistic-regression.v1`, and not for `\(classifier)`; delete it"
            add(.error, id.place, message)
        }
        checkDistances("projection.v1", id)
        if file["task"]?.text == "multilabel" {
            add(.warning, id.place, "`projection.v1` learns nothing from items with several labels; delete it")
        }
    }

    private mutating func checkCommittee() {
        guard let by = file["committee"]?["by"], let members = file["committee"]?["members"],
            let difference = by.text.flatMap(CommitteeDefinition.Difference.init(rawValue:))
        else { return }
        let classifier = file["classifier"]?["id"]?.text ?? ""
        switch difference {
        case .classifiers where members.integer ?? 0 > 5:
            add(.error, members.place ?? by.place, "there are five classifiers; write `members: 5` or fewer")
        case .features where file["features"]?.list?.count { $0["scale"]?.number != 0 } == 1:
            let message =
                "one extractor that is learned from is one view; add another one to `features`, take away its `scale: 0`, or "
                + "use `bootstrap`"
            add(.error, by.place, message)
        case .seeds where classifier != ClassifierDefinition.Kind.perceptron.rawValue:
            let message =
                "`\(classifier)` starts from no random weights; use `bootstrap`, or `classifier: {id: mlp.v1}`"
            add(.error, by.place, message)
        case .bootstrap, .classifiers, .features, .seeds, .checkpoints: break
        }
        let strategy = file["query"]?["id"]?.text.flatMap(QueryDefinition.Strategy.init(rawValue:))
        if let place = file["committee"]?.place, strategy?.asksCommittee == false {
            let message = "`query` asks no committee; write for example `query: {id: vote-entropy.v1}`, or delete it"
            add(.warning, place, message)
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
