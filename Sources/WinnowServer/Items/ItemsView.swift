internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What the template `items` is filled with.
struct ItemsView: Sendable {
    let queue: Queue
    let wish: ItemsRequest
    let listing: ItemsDesk.Listing
    /// By row.
    let texts: [String]
    let names: [AnnotatorID: String]
    let prediction: ItemPredictor.Prediction?

    private static let excerptLength = 240

    var values: [String: Any?] {
        let page = listing.page
        return [
            "address": address, "typed": wish.value("q") ?? "",
            "filters": [
                select("state", "State", ItemFilter.State.allCases.map { ($0.rawValue, $0.inWords) }),
                select("label", "Label", queue.labels.map { ($0.name, $0.name) }),
                select("annotator", "Annotator", names.values.sorted().map { ($0, $0) }),
                select("set", "Set", ItemFilter.Side.allCases.map { ($0.rawValue, $0.inWords) }),
                select("order", "Order", [("uncertainty", "most uncertain first")], none: "as they came"),
                select("predicted", "Predicted", queue.labels.map { ($0.name, $0.name) }),
            ],
            "isFiltered": !wish.parameters.isEmpty, "count": count, "progress": progress,
            "hasNoWords": wish.value("q") != nil && wish.query.search == nil,
            "needsModel": wish.query.order == .uncertainty && page.modelVersion == nil,
            "isEmpty": page.rows.isEmpty, "rows": zip(page.rows, texts).enumerated().map(row),
            "previous": page.hasPrevious ? page.first.map { link(["before": "\($0)"]) } : nil,
            "next": page.hasNext ? page.last.map { link(["after": "\($0)"]) } : nil,
            "kept": ["like", "frame"].compactMap { name in wish.value(name).map { ["name": name, "value": $0] } },
            "narrowings": narrowings,
            "isPredictedAsked": wish.query.filter.predicted != nil,
        ]
    }

    private var address: String { "/queues/\(queue.name.formEscaped)/items" }

    private func link(_ more: KeyValuePairs<String, String>) -> String { "\(address)?\(wish.text(adding: more))" }

    /// What the list is narrowed to beside the filters of the form, with the way back.
    private var narrowings: [[String: String]] {
        func without(_ name: String) -> String { "\(address)?\(wish.text(without: name))" }
        var all: [[String: String]] = []
        if let like = wish.like {
            all.append([
                "text": "Those first that are most like item “\(like)”.", "undo": "In the usual order",
                "address": without("like"),
            ])
        }
        if wish.query.filter.frame != nil {
            all.append([
                "text": "Only items in the part of the map that was chosen.", "undo": "Everywhere",
                "address": without("frame"),
            ])
        }
        return all
    }

    private func select(
        _ name: String,
        _ title: String,
        _ options: [(value: String, text: String)],
        none: String = "any"
    ) -> [String: Any] {
        let chosen = wish.value(name)
        let all = [(value: "", text: none)] + options
        return [
            "name": name, "title": title,
            "options": all.map { ["value": $0.value, "text": $0.text, "isChosen": $0.value == (chosen ?? "")] },
        ]
    }

    private var count: String {
        let count = listing.page.matchCount
        let number = count.isExact ? count.value.grouped : "more than \(count.value.grouped)"
        let noun = count.isExact && count.value == 1 ? "item" : "items"
        return wish.parameters.contains { $0.name != "order" } ? "\(number) \(noun) found" : "\(number) \(noun)"
    }

    private var progress: String? {
        listing.page.searchedCount.map { "\($0.grouped) of \(listing.page.itemCount.grouped) items searched so far" }
    }

    private func row(_ number: Int, _ pair: (row: ItemPage.Row, text: String)) -> [String: Any] {
        guard let item = listing.items[pair.row.item] else { return [:] }
        let excerpt = Excerpt(of: pair.text, wish.query.search, length: Self.excerptLength)
        let values: [String: Any?] = [
            "address": ItemAddress.path(queue.name, item.externalID, adding: back), "id": item.externalID,
            "parts": excerpt.parts.map { ["text": $0.text, "isHit": $0.isHit] as [String: Any] },
            "annotations": (listing.standing[item.id] ?? []).map { annotation in
                ["answer": annotation.judgement.words(in: queue), "annotator": names[annotation.annotator] ?? "?"]
            },
            "state": state(pair.row, item),
            "score": pair.row.score.map { Double($0).fixed(3) },
            "likeness": pair.row.likeness.map { "\(Int((100 * $0).rounded())) %" },
            "alike": "\(address)?like=\(item.externalID.formEscaped)",
            "predicted": predicted(number),
        ]
        return values.compactMapValues(\.self)
    }

    private var back: String { wish.parameters.isEmpty ? "" : "list=\(wish.text().formEscaped)" }

    private func state(_ row: ItemPage.Row, _ item: Item) -> String {
        var words: [String] = []
        if row.isFinished {
            words.append("finished")
        } else if listing.held[item.id] != nil {
            words.append("being labelled")
        } else {
            words.append(listing.standing[item.id] == nil ? "in the pool" : "wants more annotations")
        }
        if item.isEvaluation { words.append("to measure on") }
        return words.joined(separator: ", ")
    }

    private func predicted(_ row: Int) -> String? {
        guard let rows = prediction?.rows, rows.indices.contains(row), let best = rows[row].first else { return nil }
        return "\(best.label) \((100 * best.probability).fixed(0)) %"
    }
}

extension ItemFilter.State {
    var inWords: String {
        switch self {
        case .pool: "in the pool, no annotation"
        case .finished: "finished"
        case .active: "being labelled now"
        case .flagged: "flagged"
        case .skipped: "skipped"
        case .unsure: "unsure"
        }
    }
}

extension ItemFilter.Side {
    var inWords: String { self == .evaluation ? "to measure on" : "to learn from" }
}

extension Judgement {
    /// An answer with its labels, for a person.
    func words(in queue: Queue) -> String {
        guard answer == .label else { return answer.rawValue }
        let given = present.compactMap { queue.label($0)?.name }
        let not = absent.compactMap { queue.label($0).map { "not \($0.name)" } }
        return given.isEmpty && not.isEmpty ? "none of them" : (given + not).joined(separator: ", ")
    }
}
